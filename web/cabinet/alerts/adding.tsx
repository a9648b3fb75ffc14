/** A new way: how, where, and what it is told. */
import { useState } from 'preact/hooks'
import { Field } from '../../shared/ui/field'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import type { OwnerAlertCarrier, OwnerAlertWayAdded, OwnerAlertWays } from '../../shared/wire.gen'
import { Drawer, Locked } from '../controls'
import { Hinted } from '../operator'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import { Copyable } from '../snippet'
import { Browser } from './browser'
import { CARRIERS, ICONS, USUAL } from './kinds'
import { Quiet } from './quiet'
import { Telegram } from './telegram'

/** What is offered first: a webhook is for those who have a program of their own. */
const FIRST = ['email', 'telegram', 'push', 'webhook'] as const satisfies readonly OwnerAlertCarrier[]

export interface AddingOptions {
  readonly path: string
  readonly it: OwnerAlertWays
  readonly again: () => Promise<void>
  shut(): void
}

export function Adding({ path, it, again, shut }: AddingOptions) {
  const { say } = useSpeech()
  const may = (one: OwnerAlertCarrier): boolean => one === 'webhook' || it.carriers.includes(one)
  const [carrier, setCarrier] = useState<OwnerAlertCarrier>(FIRST.find(may) ?? 'webhook')
  const [secret, setSecret] = useState('')
  if (secret) return <Made secret={secret} shut={shut} />
  return (
    <Drawer title={say('alert_new')} shut={shut}>
      <div class="carriers" role="group" aria-label={say('alert_kind_of')}>
        {CARRIERS.map((one) => (
          <button key={one} type="button" aria-pressed={one === carrier} onClick={() => setCarrier(one)}><Icon path={ICONS[one]} size="m" />{say(`carrier_${one}`)}</button>
        ))}
      </div>
      {!may(carrier) && <div class="stack"><Locked>{say(`alert_unset_${carrier as 'email' | 'telegram' | 'push'}`)}</Locked></div>}
      {may(carrier) && carrier === 'push' && <Browser path={path} pushKey={it.push_key} shut={shut} />}
      {may(carrier) && carrier === 'telegram' && <Telegram path={path} again={again} shut={shut} />}
      {may(carrier) && (carrier === 'email' || carrier === 'webhook') && <Typed key={carrier} path={path} zone={it.zone} carrier={carrier} shut={shut} made={setSecret} />}
    </Drawer>
  )
}

/** The secret of a webhook, which is shown this once. */
function Made({ secret, shut }: { secret: string; shut: () => void }) {
  const { say } = useSpeech()
  return (
    <Drawer title={say('alert_secret')} shut={shut}>
      <div class="stack"><Copyable label={say('alert_secret')} code={secret} first={false}>{say('alert_secret_then')}</Copyable></div>
      <footer><span class="sp" /><button type="button" class="btn main" onClick={shut}>{say('alert_done')}</button></footer>
    </Drawer>
  )
}

interface TypedOptions {
  readonly path: string
  readonly zone: string
  readonly carrier: 'email' | 'webhook'
  shut(): void
  made(secret: string): void
}

function Typed({ path, zone, carrier, shut, made }: TypedOptions) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const [address, setAddress] = useState('')
  const [name, setName] = useState('')
  const [quiet, setQuiet] = useState<readonly number[] | null>(null)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const typed = (field: string, put: (text: string) => void) => (text: string): void => {
    put(text)
    setErrors(({ [field]: _, form: __, ...rest }) => rest)
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    if (busy) return
    if (carrier === 'email' && !address.trim()) return setErrors({ address: say('alert_email_empty') })
    setBusy(true)
    ask<OwnerAlertWayAdded>('POST', `${path}/ways`, { carrier, address, name, quiet, events: USUAL, language })
      .then(({ secret }) => (secret ? made(secret) : shut()), (why: unknown) => {
        if (!(why instanceof RequestRefused)) throw why
        setErrors({ [String(why.params['field'] ?? 'form')]: why.message || say('no_server') })
      })
      .finally(() => setBusy(false))
  }
  return (
    <form onSubmit={submit} noValidate>
      <div class="stack">
        <Hinted hint={say(carrier === 'email' ? 'alert_email_then' : 'alert_url_then')}>
          <Field label={say(carrier === 'email' ? 'alert_email' : 'alert_url')} name="address" inputMode={carrier === 'email' ? 'email' : 'url'} value={address} error={errors['address'] ?? null} onInput={typed('address', setAddress)} />
        </Hinted>
        <Hinted hint={say('alert_name_then')}><Field label={say('alert_name')} name="name" value={name} error={errors['name'] ?? null} onInput={typed('name', setName)} /></Hinted>
        <Quiet zone={zone} value={quiet} error={errors['quiet'] ?? null} onChange={(next) => { setQuiet(next); setErrors(({ quiet: _, form: __, ...rest }) => rest) }} />
        {errors['form'] && <p class="error" role="alert"><Icon path={info} />{errors['form']}</p>}
      </div>
      <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn main" aria-disabled={busy || undefined}>{say('alert_add')}</button></footer>
    </form>
  )
}
