/** The CRM that is connected: its account, what its check has found, and its end. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { shortly } from '../../shared/time'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { again as round, alert, check, info } from '../../shared/ui/icons'
import type { OwnerCrm, OwnerCrmProblem, OwnerCrmTried } from '../../shared/wire.gen'
import { Drawer, type Told, Toast } from '../controls'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import { Copyable } from '../snippet'
import { Problem } from './problems'

export interface ConnectedOptions {
  readonly crm: OwnerCrm
  readonly path: string
  edit(): void
  again(): Promise<void>
  /** It is disconnected. */
  gone(): void
}

/** `children`: what stands below the account, beside the check. */
export function Connected({ children, ...options }: ConnectedOptions & { children: ComponentChildren }) {
  return <div class="pair"><Account {...options} /><Check {...options} />{children}</div>
}

function Account({ crm, path, edit, gone }: ConnectedOptions) {
  const { say, language } = useSpeech()
  const [sure, setSure] = useState(false)
  const asks = crm.connectors.find(({ name }) => name === crm.name)?.asks ?? []
  const words = (name: string, value: string): string => asks.find((one) => one.name === name)?.options.find(({ id }) => id === value)?.title ?? value
  return (
    <section class="sheet group account" aria-label={crm.title}>
      <header class="titled"><span class="sign" aria-hidden="true">{crm.title.slice(0, 2)}</span><div><h2>{crm.title}</h2><p class="said">{crm.account || say('crm_connected_at', { when: shortly(crm.connected_at, Date.now(), language) })}</p></div></header>
      <dl class="access">
        {crm.values.filter(({ value }) => value).map(({ name, value }) => (
          <div key={name}><dt>{asks.find((one) => one.name === name)?.label ?? name}</dt><dd class="said">{words(name, value)}</dd></div>
        ))}
      </dl>
      {crm.hook && <div class="hook"><Copyable label={say('crm_hook')} code={crm.hook} first={false}>{say('crm_hook_then')}</Copyable></div>}
      <p class="ends">
        <button type="button" class="btn quiet danger" onClick={() => setSure(true)}>{say('crm_disconnect')}</button>
        <button type="button" class="btn" onClick={edit}>{say('crm_edit')}</button>
      </p>
      {sure && <Sure title={crm.title} path={path} shut={() => setSure(false)} gone={gone} />}
    </section>
  )
}

function Sure({ title, path, shut, gone }: { title: string; path: string; shut: () => void; gone: () => void }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [wrong, setWrong] = useState('')
  const submit = (event: Event): void => {
    event.preventDefault()
    ask('DELETE', `${path}/connection`).then(gone, (why) => setWrong((why instanceof RequestRefused && why.message) || say('no_server')))
  }
  return (
    <Drawer title={say('crm_disconnect_it', { title })} shut={shut}>
      <form onSubmit={submit}>
        <div class="stack"><p class="call"><Icon path={info} size="m" /><span>{say('crm_disconnect_then')}</span></p>{wrong && <p class="error" role="alert">{wrong}</p>}</div>
        <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn danger">{say('crm_disconnect')}</button></footer>
      </form>
    </Drawer>
  )
}

function Check({ crm, path, again }: ConnectedOptions) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<{ at: number; problems: readonly OwnerCrmProblem[] } | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const run = (what: 'check' | 'refresh') => async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      const { problems, well } = await ask<OwnerCrmTried>('POST', `${path}/${what}`)
      await again()
      setFound(well ? null : { at: Date.now(), problems })
      setTold({ words: say(!well ? 'crm_check_found' : what === 'check' ? 'crm_check_well' : 'crm_refreshed'), failed: !well })
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      setTold({ words: why.message || say('no_server'), failed: true })
    } finally {
      setBusy(false)
    }
  }
  const problems = found?.problems ?? (crm.problem ? [crm.problem] : [])
  return (
    <section class="sheet group checked" aria-label={say('crm_check')}>
      <header><h2>{say('crm_check')}</h2><p>{say('crm_checked_at', { when: shortly(Math.max(crm.checked_at, found?.at ?? 0), Date.now(), language) })}</p></header>
      <ul class="checks">
        {problems.map((one) => <Problem key={one.code + one.detail} of={one} />)}
        {problems.length === 0 && <Well title={say('crm_answers')} words={crm.account} />}
        <Lists crm={crm} />
      </ul>
      <p class="ends">
        {LISTS.some((one) => crm.powers.includes(one)) && <button type="button" class="btn" aria-disabled={busy || undefined} onClick={() => void run('refresh')()}>{say('crm_refresh')}</button>}
        <button type="button" class="btn" aria-disabled={busy || undefined} onClick={() => void run('check')()}><Icon path={round} size="m" />{say('crm_check_now')}</button>
      </p>
      <Toast told={told} gone={() => setTold(null)} />
    </section>
  )
}

function Well({ title, words }: { title: string; words: string }) {
  return <li class="yes"><Icon path={check} size="m" /><div><b>{title}</b>{words && <small class="said">{words}</small>}</div></li>
}

/** What a CRM may tell of itself. */
const LISTS = ['pipelines', 'fields', 'managers']

/** What the CRM has told of itself. */
function Lists({ crm }: { crm: OwnerCrm }) {
  const { say, language } = useSpeech()
  if (!crm.known_at) return null
  const when = say('crm_known_at', { when: shortly(crm.known_at, Date.now(), language) })
  const has = (power: string): boolean => crm.powers.includes(power)
  return (
    <>
      {has('pipelines') && <Well title={say('crm_pipelines', { n: crm.pipelines.length })} words={when} />}
      {has('fields') && <Well title={say('crm_fields', { n: crm.fields.length })} words={when} />}
      {has('managers') && <Well title={say('crm_managers', { n: crm.managers.filter(({ active }) => active).length })} words={when} />}
      {crm.unmatched.length > 0 && (
        <li class="warn"><Icon path={alert} size="m" /><div><b>{say('crm_unmatched', { n: crm.unmatched.length })}</b><small class="said">{crm.unmatched.join(', ')}. {say('crm_unmatched_then')}</small></div></li>
      )}
    </>
  )
}
