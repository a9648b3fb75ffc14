/** One's devices: each by its name, when it was told last, whether that failed; and the ways to try it, to name it, to turn it off. */
import { useState } from 'preact/hooks'
import { shortly } from '../../shared/time'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { bin, desktop, pen, phone } from '../../shared/ui/icons'
import { handheld } from '../../shared/ui/device'
import type { Devices } from '../net/devices'
import { RequestRefused } from '../net/api'
import type { Device, Devices as Found } from '../wire'
import type { Key } from '../words/ru'
import { useLanguage, useSay } from './room'

export interface DeviceListOptions {
  readonly all: readonly Device[]
  readonly devices: Devices
  readonly show: (asking: Promise<Found>) => Promise<void>
  readonly turnOff: () => void
}

const FAULTS: Readonly<Record<string, Key>> = { alert_gone: 'fault_alert_gone', alert_private: 'fault_alert_private', alert_busy: 'fault_alert_busy' }
/** So long a push takes, mostly: then its device is looked at again. */
const TRAVELS = 4_000

export function DeviceList({ all, devices, show, turnOff }: DeviceListOptions) {
  const say = useSay()
  const [tried, setTried] = useState('')
  const test = (one: Device): void => {
    devices.test(one.id).then(
      () => {
        setTried(say('device_tested'))
        setTimeout(() => void show(devices.list()), TRAVELS)
      },
      (why) => setTried((why instanceof RequestRefused && why.message) || say('no_server')),
    )
  }
  return (
    <>
      <h4>{say('devices')}</h4>
      <ul class="browsers devices">
        {all.map((one) => <Line key={one.id} one={one} test={() => test(one)} revoke={() => (one.this ? turnOff() : void show(devices.revoke(one.id)))} rename={(name) => show(devices.rename(one.id, name))} />)}
      </ul>
      <p class="hint" role="status">{tried}</p>
    </>
  )
}

function Line({ one, test, revoke, rename }: { one: Device; test: () => void; revoke: () => void; rename: (name: string) => Promise<void> }) {
  const say = useSay()
  const language = useLanguage()
  const [typed, setTyped] = useState<string | null>(null)
  const name = plainName(one.name) || say('device_unnamed')
  const used = one.used === null ? say('device_unused') : say('device_used', { when: shortly(one.used, Date.now(), language) })
  const save = (event: Event): void => {
    event.preventDefault()
    void rename(typed ?? '').then(() => setTyped(null))
  }
  if (typed !== null)
    return (
      <li>
        <form class="naming" onSubmit={save} noValidate>
          <div class="fld"><div class="in"><input aria-label={say('device_name')} value={typed} maxLength={60} autoFocus onInput={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); setTyped(null) } }} /></div></div>
          <button class="btn">{say('device_save')}</button>
        </form>
      </li>
    )
  return (
    <li>
      <Icon path={handheld(one.name) ? phone : desktop} size="m" />
      <div>
        <b>{name}{one.this && <small class="here">{say('device_here')}</small>}</b>
        {one.fault ? <small class="error">{say(FAULTS[one.fault] ?? 'fault_alert_other')}</small> : <small>{used}</small>}
      </div>
      <button type="button" class="btn quiet" aria-label={say('device_test_name', { name })} onClick={test}>{say('device_test')}</button>
      <button type="button" class="icon sm" aria-label={say('device_rename', { name })} onClick={() => setTyped(plainName(one.name))}><Icon path={pen} size="m" /></button>
      <button type="button" class="icon sm" aria-label={say('device_revoke_name', { name })} onClick={revoke}><Icon path={bin} size="m" /></button>
    </li>
  )
}
