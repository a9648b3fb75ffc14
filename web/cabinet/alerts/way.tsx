/** One way to be told: its name, its quiet hours, its secret, and what went there last. */
import { useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { shortly } from '../../shared/time'
import { Field } from '../../shared/ui/field'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { alert, info } from '../../shared/ui/icons'
import type { OwnerAlertDeliveries, OwnerAlertSecret, OwnerAlertWay } from '../../shared/wire.gen'
import { Drawer, Line, Switch, type Told } from '../controls'
import { Hinted } from '../operator'
import { useSpeech } from '../room'
import { Copyable } from '../snippet'
import { useAsk, useFetched } from '../server'
import type { Key } from '../words'
import { named } from './kinds'
import { DeliveryState } from './log'
import { Quiet } from './quiet'

export interface WayOptions {
  readonly path: string
  readonly one: OwnerAlertWay
  readonly zone: string
  readonly again: () => Promise<void>
  tell(told: Told): void
  remove(): void
  shut(): void
}

export function WayDrawer({ path, one, zone, again, tell, remove, shut }: WayOptions) {
  const { say } = useSpeech()
  const ask = useAsk()
  const at = `${path}/ways/${one.id}`
  const [name, setName] = useState(one.name)
  const [quiet, setQuiet] = useState(one.quiet)
  const [on, setOn] = useState(one.on)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const refused = (why: unknown): void => {
    if (!(why instanceof RequestRefused)) throw why
    setErrors({ [String(why.params['field'] ?? 'form')]: why.message || say('no_server') })
  }
  const saved = async (): Promise<void> => {
    await again()
    tell({ words: say('alert_saved') })
    shut()
  }
  const save = (event: Event): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    ask('PATCH', at, { name, quiet, on }).then(saved, refused).finally(() => setBusy(false))
  }
  return (
    <Drawer title={named(one)} shut={shut}>
      <form onSubmit={save} noValidate>
        <div class="stack alert-way">
          <p class="quiet said">{say(`carrier_${one.carrier}`)} · {one.address}{one.added_by && <> · {say('alert_by', { name: plainName(one.added_by) })}</>}</p>
          {one.on && one.fault && <p class="call bad"><Icon path={alert} size="m" /><span>{one.fault}</span></p>}
          <Line title={say('alert_switch')}><Switch label={say('alert_switch')} on={on} onChange={setOn} /></Line>
          <Hinted hint={say('alert_name_then')}><Field label={say('alert_name')} name="name" value={name} error={errors['name'] ?? null} onInput={(text) => { setName(text); setErrors({}) }} /></Hinted>
          <Quiet zone={zone} value={quiet} error={errors['quiet'] ?? null} onChange={(next) => { setQuiet(next); setErrors({}) }} />
          {one.carrier === 'webhook' && <Secret path={at} refused={refused} />}
          <Last path={at} />
          {errors['form'] && <p class="error" role="alert"><Icon path={info} />{errors['form']}</p>}
        </div>
        <footer>
          <button type="button" class="btn quiet danger" onClick={remove}>{say('alert_remove')}</button>
          <span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn main" aria-disabled={busy || undefined}>{say('save')}</button>
        </footer>
      </form>
    </Drawer>
  )
}

function Secret({ path, refused }: { path: string; refused: (why: unknown) => void }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [secret, setSecret] = useState('')
  const [busy, setBusy] = useState(false)
  const press = (): void => {
    if (busy) return
    setBusy(true)
    ask<OwnerAlertSecret>('POST', `${path}/secret`).then((made) => setSecret(made.secret), refused).finally(() => setBusy(false))
  }
  if (secret) return <Copyable label={say('alert_secret')} code={secret} first={false}>{say('alert_secret_then')}</Copyable>
  return (
    <div class="line over">
      <div><b>{say('alert_secret')}</b><p>{say('alert_secret_new_then')}</p></div>
      <button type="button" class="btn" aria-disabled={busy || undefined} onClick={press}>{say('alert_secret_new')}</button>
    </div>
  )
}

const FRESH = 3_000

function Last({ path }: { path: string }) {
  const { say, language } = useSpeech()
  const { it } = useFetched<OwnerAlertDeliveries>(`${path}/deliveries`, FRESH)
  if (!it) return null
  return (
    <section class="last" aria-label={say('alert_last')}>
      <h3>{say('alert_last')}</h3>
      {it.deliveries.length === 0 ? <p class="quiet">{say('alert_last_none')}</p> : (
        <ul>
          {it.deliveries.map((one) => (
            <li key={one.id}>
              <b>{say(`kind_${one.cause}` as Key)}</b><time class="num" dateTime={new Date(one.created_at).toISOString()}>{shortly(one.created_at, Date.now(), language)}</time>
              <DeliveryState one={one} />
              {one.why && one.state !== 'sent' && <p class="why">{one.why}{one.detail && <span class="said">{one.detail}</span>}</p>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
