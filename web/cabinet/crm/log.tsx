/** What became of leads, and what was asked of the CRM for them. */
import { useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { shortly } from '../../shared/time'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { alert, outside } from '../../shared/ui/icons'
import type { OwnerCallState, OwnerCrm, OwnerCrmSentLead, OwnerCrmSentLeads } from '../../shared/wire.gen'
import { Drawer, type Told, Toast } from '../controls'
import { usePaged } from '../paged'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import { Calls } from './calls'
import { useProblem } from './problems'

const VIEWS = ['all', 'waiting', 'failed', 'sent', 'calls'] as const

export function Log({ path, crm, again }: { path: string; crm: OwnerCrm; again: () => Promise<void> }) {
  const { say } = useSpeech()
  const [view, setView] = useState<(typeof VIEWS)[number]>('all')
  const counted = (one: (typeof VIEWS)[number]): number => (one === 'waiting' || one === 'failed' ? crm[one] : 0)
  return (
    <section class="sheet group log" aria-label={say('crm_log')}>
      <header>
        <div><h2>{say('crm_log')}</h2><p>{say('crm_log_why')}</p></div>
        <div class="seg" role="group" aria-label={say('crm_log')}>
          {VIEWS.map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>{say(`crm_view_${one}`)}{counted(one) > 0 && <span class="num">{counted(one)}</span>}</button>
          ))}
        </div>
      </header>
      {view === 'calls' ? <Calls path={`${path}/calls`} /> : <Leads key={view} path={path} state={view === 'all' ? '' : view} changed={again} />}
    </section>
  )
}

function Leads({ path, state, changed }: { path: string; state: OwnerCallState | ''; changed: () => Promise<void> }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [told, setTold] = useState<Told | null>(null)
  const [asked, setAsked] = useState<OwnerCrmSentLead | null>(null)
  const { all, trouble, more, again, list } = usePaged(`${path}/leads${state && `?state=${state}`}`, (page: OwnerCrmSentLeads) => page.leads)
  const send = async (one: OwnerCrmSentLead): Promise<void> => {
    try {
      await ask('POST', `${path}/leads/${one.conversation}/again`)
      setTold({ words: say('crm_sending_again') })
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      setTold({ words: why.message || say('no_server'), failed: true })
    }
    await Promise.all([again(), changed()])
  }
  return (
    <>
      {trouble && <p class="error padded" role="alert">{trouble}</p>}
      {!all && !trouble && <p class="empty" role="status">{say('loading')}</p>}
      {all?.length === 0 && <p class="empty" role="status">{say('crm_no_leads')}</p>}
      <ul class="leads" ref={list}>{all?.map((one) => <Lead key={one.conversation} one={one} send={() => void send(one)} look={() => setAsked(one)} />)}</ul>
      {more && <p class="ends"><button type="button" class="btn" onClick={more}>{say('crm_more')}</button></p>}
      {asked && <Drawer title={say('crm_calls_of', { n: asked.ordinal })} shut={() => setAsked(null)}><div class="stack crm-calls"><Calls path={`${path}/calls?conversation=${asked.conversation}`} /></div></Drawer>}
      <Toast told={told} gone={() => setTold(null)} />
    </>
  )
}

function Lead({ one, send, look }: { one: OwnerCrmSentLead; send: () => void; look: () => void }) {
  const { say, language } = useSpeech()
  const problem = useProblem()
  const why = one.problem && one.state !== 'sent' ? problem(one.problem) : null
  const title = [`№ ${one.ordinal}`, plainName(one.name)].filter(Boolean).join(' — ')
  const notes = [
    one.responsible && say('crm_responsible', { name: one.responsible }), one.unmatched && say('crm_lead_unmatched', { email: one.unmatched }),
    one.left_out && say('crm_left_out', { fields: one.left_out }),
  ].filter(Boolean)
  return (
    <li>
      <div class="what">
        <b class="said">{title}</b>
        <p class="said">{one.title} · <time class="num" dateTime={new Date(one.asked_at).toISOString()}>{shortly(one.asked_at, Date.now(), language)}</time>{notes.map((note) => ` · ${note}`)}</p>
        {why && <p class="why"><Icon path={alert} size="s" /><span>{why.words}{why.detail && <> · <span class="said">{why.detail}</span></>}{one.state === 'waiting' && ` · ${say('crm_next_try', { n: one.tries, when: shortly(one.due_at, Date.now(), language) })}`}</span></p>}
      </div>
      <span class={`lamp ${one.state}`}>{say(`crm_state_${one.state}`)}</span>
      <div class="acts">
        {/^https?:/.test(one.url) && <a class="btn" href={one.url} target="_blank" rel="noopener noreferrer" aria-label={say('crm_open_of', { title })}>{say('crm_open')}<Icon path={outside} size="s" turns /></a>}
        <button type="button" class="btn quiet" aria-label={say('crm_calls_for', { title })} onClick={look}>{say('crm_view_calls')}</button>
        {one.state !== 'waiting' && <button type="button" class={one.state === 'failed' ? 'btn' : 'btn quiet'} aria-label={say('crm_again_of', { title })} onClick={send}>{say('crm_again')}</button>}
      </div>
    </li>
  )
}
