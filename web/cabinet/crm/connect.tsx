/** Connecting a CRM: what its kind asks for, tried before it is kept; what is missing is told, and what was typed stays. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { Field, PasswordField } from '../../shared/ui/field'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { forward, info } from '../../shared/ui/icons'
import type { OwnerCrm, OwnerCrmAsk, OwnerCrmConnector, OwnerCrmTried } from '../../shared/wire.gen'
import { Choice } from '../controls'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import { Problems } from './problems'

export interface ConnectOptions {
  readonly connector: OwnerCrmConnector
  readonly crm: OwnerCrm
  readonly path: string
  done(): void
  shut(): void
}

/** What stands in the form at first: what is kept already, but for secrets. */
function kept({ name, asks }: OwnerCrmConnector, crm: OwnerCrm): Record<string, string> {
  const known = (ask: OwnerCrmAsk): string => (crm.name === name && ask.kind !== 'secret' ? crm.values.find((one) => one.name === ask.name)?.value ?? '' : '')
  return Object.fromEntries(asks.map((ask) => [ask.name, known(ask) || (ask.kind === 'choice' ? ask.options[0]?.id ?? '' : '')]))
}

export function Connect({ connector, crm, path, done, shut }: ConnectOptions) {
  const { say } = useSpeech()
  const ask = useAsk()
  const form = useRef<HTMLFormElement>(null)
  const told = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState(() => kept(connector, crm))
  const [refused, setRefused] = useState<RequestRefused | null>(null)
  const [tried, setTried] = useState<OwnerCrmTried | null>(null)
  const [busy, setBusy] = useState(false)
  const others = connector.asks.filter(({ way }) => way === 'other')
  const [unfolded, setUnfolded] = useState(() => others.some(({ name }) => crm.name === connector.name && crm.values.some((one) => one.name === name && one.value)))
  const wrong = String(refused?.params['field'] ?? '')
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wrong)}"]`)?.focus()
    else if (refused || tried) told.current?.scrollIntoView({ block: 'nearest' })
  }, [refused, tried])
  const put = (name: string, value: string): void => {
    setTyped((was) => ({ ...was, [name]: value }))
    if (name === wrong) setRefused(null)
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setRefused(null)
    setTried(null)
    ask<OwnerCrmTried>('PUT', `${path}/connection`, { name: connector.name, values: typed })
      .then((answer) => (answer.well ? done() : setTried(answer)), (why: unknown) => (why instanceof RequestRefused ? setRefused(why) : Promise.reject(why)))
      .finally(() => setBusy(false))
  }
  const beside = connector.asks.some(({ name }) => name === wrong)
  const asked = (one: OwnerCrmAsk) => (
    <Asked
      key={one.name} ask={one} value={typed[one.name] ?? ''} before={crm.name === connector.name ? crm.values.find(({ name }) => name === one.name)?.value ?? '' : ''}
      error={one.name === wrong ? refused?.message ?? null : null} put={(value) => put(one.name, value)}
    />
  )
  return (
    <section class="sheet group connect" aria-label={connector.title}>
      <header><h2>{connector.title}</h2></header>
      <form ref={form} onSubmit={submit} noValidate>
        {connector.guide && <p class="call"><Icon path={info} size="m" /><span>{connector.guide}</span></p>}
        <div class="asks">{connector.asks.filter(({ way }) => way !== 'other').map(asked)}</div>
        {others.length > 0 && (
          <details class="other" open={unfolded || others.some(({ name }) => name === wrong)} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
            <summary><Icon path={forward} size="s" turns />{say('crm_other_way')}</summary>
            <div class="asks">{others.map(asked)}</div>
          </details>
        )}
        <div role="alert" ref={told}>
          {tried && <Problems title={say('crm_not_connected')} problems={tried.problems} />}
          {refused && !beside && <p class="error">{refused.message || say('no_server')}</p>}
        </div>
        <p class="ends">
          <button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button>
          <button class="btn main" aria-disabled={busy || undefined}>{say(busy ? 'crm_trying' : 'crm_try')}</button>
        </p>
      </form>
    </section>
  )
}

interface AskedOptions {
  readonly ask: OwnerCrmAsk
  readonly value: string
  /** What is kept already; of a secret, its end behind dots. */
  readonly before: string
  readonly error: string | null
  put(value: string): void
}

function Asked({ ask, value, before, error, put }: AskedOptions) {
  const { say } = useSpeech()
  const label = ask.optional && !ask.way && ask.kind !== 'choice' ? `${ask.label} · ${say('crm_optional')}` : ask.label
  const field = { label, name: ask.name, value, error, autoComplete: 'off', onInput: put }
  if (ask.kind === 'choice') return <Chosen ask={ask} label={label} value={value} error={error} put={put} />
  return (
    <div class="hinted">
      {ask.kind === 'secret' ? <PasswordField {...field} autoComplete="new-password" show={say('crm_secret_show')} hide={say('crm_secret_hide')} />
        : <Field {...field} {...(ask.kind === 'address' ? { inputMode: 'url' as const } : {})} />}
      {ask.hint && <small>{ask.hint}</small>}
      {ask.kind === 'secret' && before && <small>{say('crm_secret_stays', { end: before })}</small>}
    </div>
  )
}

function Chosen({ ask, label, value, error, put }: Omit<AskedOptions, 'before'> & { label: string }) {
  return (
    <div class="hinted">
      <div class="fld">
        <span class="label" aria-hidden="true">{label}</span>
        <Choice label={label} value={value} options={ask.options.map(({ id, title }) => [id, title] as const)} onChange={put} />
        {error && <span class="error" role="alert"><Icon path={info} />{error}</span>}
      </div>
      {ask.hint && <small>{ask.hint}</small>}
    </div>
  )
}
