/** How one is told, all of it: pop-ups and sounds here, pushes to every device, and the app on the home screen. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import { Coming } from '../../shared/ui/coming'
import { Devices, type Push, pushOf, wanted } from '../net/devices'
import { RequestRefused } from '../net/api'
import { useStore } from '../state/store'
import type { Device } from '../wire'
import { Telling } from './bell'
import { Chats } from './chats'
import { Checking } from './checking'
import { DeviceList } from './devicelist'
import { Sheet } from './help'
import { Install } from './install'
import { language, useDesk, useSay } from './room'

const devices = new Devices(language.get)

export function NotifySheet({ shut }: { shut: () => void }) {
  const say = useSay()
  return (
    <Sheet title={say('telling')} shut={shut}>
      <div class="notify">
        <Telling />
        <Checking devices={devices} />
        <Pushes />
        <Chats />
        <Install />
      </div>
    </Sheet>
  )
}

/** What comes though the app is closed. */
function Pushes() {
  const say = useSay()
  const [push, setPush] = useState<Push | null>(null)
  const [all, setAll] = useState<readonly Device[] | null>(null)
  const [trouble, setTrouble] = useState('')
  const [busy, setBusy] = useState(false)
  const show = useCallback(async (asking: Promise<{ devices: readonly Device[] }>) => {
    setBusy(true)
    setTrouble('')
    let done = true
    try {
      setAll((await asking).devices)
    } catch (why) {
      done = false
      setTrouble((why instanceof RequestRefused && (why.message || say('no_server'))) || say('push_failed'))
    }
    setPush(await pushOf())
    setBusy(false)
    return done
  }, [say])
  useEffect(() => void show(devices.list()), [show])
  const me = useStore(useDesk().state, (state) => state.me.id)
  const turn = (on: boolean): void => {
    wanted(me).set(on)
    void show(on ? devices.turnOn() : devices.turnOff())
  }
  const isOn = push === 'on' && (all?.some((one) => one.this) ?? false)
  return (
    <section aria-label={say('told_closed')}>
      <h3>{say('told_closed')}</h3>
      <p class="hint">{say('told_closed_why')}</p>
      {push !== null && push !== 'on' && push !== 'off' && <p class="why">{say(`push_${push}`)}</p>}
      {(push === 'on' || push === 'off') && (
        <div class="choice"><span>{say(isOn ? 'push_is_on' : 'push_here')}</span>
          <button type="button" class={isOn ? 'btn' : 'btn main'} aria-disabled={busy || undefined} onClick={() => busy || turn(!isOn)}>
            {say(isOn ? 'push_off' : 'push_on')}
          </button>
        </div>
      )}
      {trouble && <p class="error" role="alert">{trouble}</p>}
      {all === null && !trouble && <Coming rows={1} words={say('loading')} />}
      {all !== null && all.length > 0 && <DeviceList all={all} devices={devices} show={show} turnOff={() => turn(false)} />}
    </section>
  )
}
