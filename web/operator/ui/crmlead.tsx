/** How far this conversation's lead has come: on its way, in the CRM, or not taken and why; and what one may do about it. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { alert, check, clock, info, plus } from '../../shared/ui/icons'
import { asItIs, detailOf } from '../state/crm'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Conversation, Crm, Lead, LeadForm } from '../wire'
import { leading } from './acts'
import { CrmLink } from './crmlink'
import { useFetched } from './fetched'
import { useClock, useDesk, useSay } from './room'
import { useLeadLock, useSending } from './sending'

const FACTS: ReadonlySet<string> = new Set(['lead_asked', 'lead_delayed', 'lead_sent', 'lead_failed'])

export interface LeadSeen {
  readonly form: LeadForm | null
  /** How to try at once, where it could not be fetched. */
  readonly again: (() => void) | null
  /** How many messages came after it was fetched. */
  readonly since: number
  take(form: LeadForm): void
}

/** The lead as it is, fetched anew at each fact of it. */
export function useLead(it: Conversation): LeadSeen {
  const desk = useDesk()
  const [known, setKnown] = useState<{ readonly form: LeadForm; readonly upto: number } | null>(null)
  const told = useStore(desk.state, (state) => state.recent.findLast((fact) => FACTS.has(fact.t) && 'conversation' in fact && fact.conversation === it.id)?.position)
  const take = (form: LeadForm): void => setKnown({ form, upto: desk.state.get().conversations.get(it.id)?.it.last_seq ?? it.last_seq })
  const again = useFetched(it.id, () => desk.api.lead(it.id), take, told)
  return { form: known?.form ?? null, again, since: known ? Math.max(0, it.last_seq - known.upto) : 0, take }
}

interface Options {
  readonly it: Conversation
  readonly lead: LeadSeen
  readonly crm: string
}

export function LeadState({ it, lead, crm }: Options) {
  const say = useSay()
  const locked = useLeadLock(it)
  const { trouble, working, send } = useSending(it.id)
  const form = lead.form
  const one = form?.lead ?? null
  const again = async (): Promise<void> => {
    const fresh = form && locked === null ? await send(asItIs(form)) : null
    if (fresh) lead.take(fresh)
  }
  const deed = (words: string) => <button type="button" class="words" aria-disabled={locked !== null || working || undefined} title={locked ?? undefined} onClick={() => void again()}>{words}</button>
  return (
    <>
      {one?.state === 'waiting' && <Waiting one={one} crm={crm}>{deed(say('crm_now'))}</Waiting>}
      {form && one?.state === 'sent' && <Sent it={it} one={one} of={form.crm} crm={crm} newer={one.newer + lead.since}>{deed(say('crm_again'))}</Sent>}
      {one?.state === 'failed' && <Told icon={alert} tone="bad" title={one.message || say('crm_not_taken')} detail={detailOf(one.detail)}><span>{say('crm_stopped')}</span>{deed(say('try_again'))}</Told>}
      {trouble && <p class="error" role="alert">{trouble.words}</p>}
      <button type="button" class="btn make" aria-haspopup="dialog" aria-keyshortcuts="l" onClick={() => leading.set(it.id)}>
        {one ? say('crm_open_form') : <><Icon path={plus} size="m" />{say('crm_create')}</>}<kbd>L</kbd>
      </button>
    </>
  )
}

interface ToldOptions {
  readonly icon: string
  readonly tone: '' | 'good' | 'late' | 'bad'
  readonly title: string
  readonly detail?: string
  readonly children?: ComponentChildren
}

function Told({ icon, tone, title, detail = '', children }: ToldOptions) {
  return (
    <div class={`info ${tone}`}>
      <Icon path={icon} size="m" />
      <div><b role="status">{title}</b>{detail && <small class="said few" title={detail}>{detail}</small>}{children}</div>
    </div>
  )
}

function Waiting({ one, crm, children }: { one: Lead; crm: string; children: ComponentChildren }) {
  const say = useSay()
  const left = useClock((now) => (one.due_at <= now ? '' : span(one.due_at - now, say)))
  if (!one.code) return <Told icon={clock} tone="" title={say('crm_going', { crm })} />
  return (
    <Told icon={clock} tone="late" title={one.message} detail={detailOf(one.detail)}>
      <span>{left ? say('crm_waits', { time: left }) : say('crm_waits_now')}</span>{children}
    </Told>
  )
}

function Sent({ it, one, of, crm, newer, children }: { it: Conversation; one: Lead; of: Crm; crm: string; newer: number; children: ComponentChildren }) {
  const say = useSay()
  const fields = one.left_out.split(', ').map(plainName).join(', ')
  return (
    <>
      <Told icon={check} tone="good" title={say('crm_sent', { crm })}>
        {one.responsible && <span class="said">{say('crm_sent_to', { name: plainName(one.responsible) })}</span>}
        <CrmLink of={of} id={one.id} url={one.url} class="words">{say('crm_open_lead', { crm })}</CrmLink>
      </Told>
      {one.unmatched && (
        <Told icon={info} tone="" title={say('crm_not_there', { email: one.unmatched, crm })}>
          <span>{say('crm_sent_unmatched')}</span>
          <button type="button" class="words" aria-haspopup="dialog" onClick={() => leading.set(it.id)}>{say('crm_other')}</button>
        </Told>
      )}
      {one.left_out && <Told icon={info} tone="" title={say('crm_left_out', { fields })} />}
      {newer > 0 && <Told icon={info} tone="" title={say('crm_newer', { n: newer })}>{children}</Told>}
    </>
  )
}
