/** Which trouble is told by which way: a switch where they meet. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import type { OwnerAlertDeliveries, OwnerAlertDelivery, OwnerAlertWay, OwnerProject, OwnerWork } from '../../shared/wire.gen'
import { Choice, Switch, type Told } from '../controls'
import { useSpeech } from '../room'
import { useAsk, useFetched } from '../server'
import { useFlips } from './flips'
import { ICONS, KINDS, named } from './kinds'

export interface MatrixOptions {
  readonly path: string
  readonly project: OwnerProject
  readonly ways: readonly OwnerAlertWay[]
  readonly again: () => Promise<void>
  tell(told: Told): void
  refused(why: unknown): void
  look(one: OwnerAlertWay): void
}

export function Matrix({ path, project, ways, again, tell, refused, look }: MatrixOptions) {
  const { say } = useSpeech()
  const { isOn, flip } = useFlips(path, again, refused)
  return (
    <section class="sheet matrix" aria-label={say('alerts_chat')} tabIndex={0} role="region">
      <table>
        <thead><tr><th scope="col">{say('alerts_chat')}</th>{ways.map((way) => <Column key={way.id} way={way} look={() => look(way)} />)}</tr></thead>
        <tbody>
          {KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">
                <b>{say(`kind_${kind}`)}{kind === 'waits_long' && <Patience project={project} refused={refused} />}</b>
                <small>{say(`kind_${kind}_then`)}</small>
              </th>
              {ways.map((way) => <td key={way.id}><Switch label={say('alert_on_name', { kind: say(`kind_${kind}`), way: named(way) })} on={isOn(way, kind)} onChange={(on) => flip({ way: way.id, kind, on })} /></td>)}
            </tr>
          ))}
          <tr class="reach">
            <th scope="row">{say('alert_reach')}</th>
            {ways.map((way) => <td key={way.id}><Try path={path} way={way} tell={tell} refused={refused} again={again} /></td>)}
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function Column({ way, look }: { way: OwnerAlertWay; look: () => void }) {
  const { say } = useSpeech()
  const wrong = way.on ? way.fault && say('alert_faulty') : say('alert_off')
  return (
    <th scope="col" class={way.on ? '' : 'off'}>
      <button type="button" aria-label={`${say('alert_open', { name: named(way) })}${wrong ? `, ${wrong}` : ''}`} title={way.fault || way.address} onClick={look}>
        <Icon path={ICONS[way.carrier]} size="m" />
        <b class="ell">{named(way)}</b>
        <small class={way.on && way.fault ? 'ell bad' : 'ell'}>{wrong || say(`carrier_${way.carrier}`)}</small>
      </button>
    </th>
  )
}

const MINUTE = 60
const STEPS = [1, 2, 3, 5, 10, 15, 30, 60].map((n) => n * MINUTE)

/** After how long a wait is told: one of the project's times of answering. */
function Patience({ project, refused }: { project: OwnerProject; refused: (why: unknown) => void }) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const path = `/projects/${project.number}/settings/work`
  const { it, again } = useFetched<OwnerWork>(path)
  if (!it) return null
  const now = it.settings.tell_waiting_after
  const steps = STEPS.includes(now) ? STEPS : [...STEPS, now].sort((a, b) => a - b)
  const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'short', maximumFractionDigits: 1 })
  const put = (value: number): void => {
    ask('PATCH', path, { version: it.version, changes: { tell_waiting_after: value } }).then(again, (why: unknown) => { refused(why); void again() })
  }
  return <Choice label={say('kind_waits_long')} value={now} options={steps.map((one) => [one, minutes.format(one / MINUTE)] as const)} onChange={put} />
}

const LOOK = 700
const PATIENCE = 30

function Try({ path, way, tell, refused, again }: { path: string; way: OwnerAlertWay; tell: (told: Told) => void; refused: (why: unknown) => void; again: () => Promise<void> }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [busy, setBusy] = useState(false)
  const name = named(way)
  const known = (one: OwnerAlertDelivery | undefined): boolean => {
    if (!one || (one.state === 'waiting' && !one.why)) return false
    tell(one.state === 'sent' ? { words: say('alert_tried', { name }) } : { words: say('alert_tried_bad', { name, why: one.why }), failed: true })
    return true
  }
  const press = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      const { id } = await ask<OwnerAlertDelivery>('POST', `${path}/ways/${way.id}/test`)
      for (let n = 0; n < PATIENCE; n += 1) {
        await new Promise((wake) => setTimeout(wake, LOOK))
        const { deliveries } = await ask<OwnerAlertDeliveries>('GET', `${path}/ways/${way.id}/deliveries`)
        if (known(deliveries.find((one) => one.id === id))) return
      }
      tell({ words: say('alert_trying_on', { name }) })
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      refused(why)
    } finally {
      setBusy(false)
      void again()
    }
  }
  return <button type="button" class="btn" aria-label={say('alert_try_name', { name })} aria-disabled={busy || undefined} onClick={() => void press()}>{say(busy ? 'alert_trying' : 'alert_try')}</button>
}
