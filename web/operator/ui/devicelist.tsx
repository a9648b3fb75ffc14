/** One's devices: each by its name, when it was told last, whether that failed; and the ways to try it, to name it, to turn it off. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
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
  /** Answers whether it was done; why not is said beside the list. */
  readonly show: (asking: Promise<Found>) => Promise<boolean>
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

function Line({ one, test, revoke, rename }: { one: Device; test: () => void; revoke: () => void; rename: (name: string) => Promise<boolean> }) {
  const say = useSay()
  const language = useLanguage()
  const [typed, setTyped] = useState<string | null>(null)
  const name = plainName(one.name) || say('device_unnamed')
  const used = one.used === null ? say('device_unused') : say('device_used', { when: shortly(one.used, Date.now(), language) })
  const pencil = useRef<HTMLButtonElement>(null)
  const shut = (): void => {
    setTyped(null)
    requestAnimationFrame(() => pencil.current?.focus())
  }
  if (typed !== null) return <Naming typed={typed} type={setTyped} save={() => void rename(typed).then((done) => done && shut())} shut={shut} />
  return (
    <li>
      <Icon path={handheld(one.name) ? phone : desktop} size="m" />
      <div>
        <b>{name}{one.this && <small class="here">{say('device_here')}</small>}</b>
        {one.fault ? <small class="error">{say(FAULTS[one.fault] ?? 'fault_alert_other')}</small> : <small>{used}</small>}
      </div>
      <button type="button" class="btn quiet" aria-label={say('device_test_name', { name })} onClick={test}>{say('device_test')}</button>
      <button ref={pencil} type="button" class="icon sm" aria-label={say('device_rename', { name })} onClick={() => setTyped(plainName(one.name))}><Icon path={pen} size="m" /></button>
      <button type="button" class="icon sm" aria-label={say('device_revoke_name', { name })} onClick={revoke}><Icon path={bin} size="m" /></button>
    </li>
  )
}

interface NamingOptions {
  readonly typed: string
  readonly type: (name: string) => void
  readonly save: () => void
  readonly shut: () => void
}

function Naming({ typed, type, save, shut }: NamingOptions) {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault() // the sheet stays
    shut()
  }
  return (
    <li>
      <form class="naming" onSubmit={(event) => { event.preventDefault(); save() }} noValidate>
        <div class="fld"><div class="in"><input ref={field} aria-label={say('device_name')} value={typed} maxLength={60} onInput={(event) => type(event.currentTarget.value)} onKeyDown={pressed} /></div></div>
        <button class="btn">{say('device_save')}</button>
      </form>
    </li>
  )
}
