/** What the CRM knows of the client, asked while one looks; and the lead of this conversation. */
import { useRef, useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { again as turn, alert, outside } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { openable } from '../state/address'
import { clientOf, crmName, detailOf, marks, written } from '../state/crm'
import { useStore } from '../state/store'
import type { Conversation, Crm, CrmCard, CrmContact, CrmLead } from '../wire'
import { asWritten } from './contact'
import { LeadState, useLead } from './crmlead'
import { useFetched } from './fetched'
import { CrmLink } from './crmlink'
import { useDesk, useLanguage, useSay } from './room'
import { useLeadLock } from './sending'
import { Title } from './title'

export function CrmSection({ it }: { it: Conversation }) {
  const say = useSay()
  const lead = useLead(it)
  const [card, setCard, again, refresh, asking] = useClient(it)
  const known = card?.crm ?? lead.form?.crm
  const crm = known ? crmName(known, say('crm_ours')) : say('crm_ours')
  return (
    <section class="crm" aria-busy={asking}>
      <div class="top">
        <Title>{known ? crmName(known, say('crm')) : say('crm')}</Title>
        <span class="end">{card && <Client one={clientOf(card)} crm={crm} />}</span>
        <button type="button" class="icon sm" aria-label={say('crm_refresh')} title={say('crm_refresh')} onClick={refresh}><Icon path={turn} size="s" /></button>
      </div>
      {!card && !again && <div class="bones"><span class="unseen" role="status">{say('crm_asking', { crm })}</span><i class="bone" /><i class="bone" /></div>}
      {!card && again && <Failed words={say('crm_failed')} detail="" again={again} />}
      {card?.code && <Failed words={card.message} detail={detailOf(card.detail)} again={refresh} />}
      {card && !card.code && card.crm.clients && <Known it={it} card={card} crm={crm} setCard={setCard} />}
      <LeadState it={it} lead={lead} crm={crm} />
    </section>
  )
}

type Asked = readonly [CrmCard | null, (card: CrmCard) => void, again: (() => void) | null, refresh: () => void, asking: boolean]

/** Asked when the card opens or another telephone or e-mail is known; and past what the server remembers when the CRM told of a change, our own lead came into it, or somebody wants it. */
function useClient(it: Conversation): Asked {
  const desk = useDesk()
  const [card, setCard] = useState<CrmCard | null>(null)
  const [pressed, setPressed] = useState(0)
  const [asking, setAsking] = useState(false)
  const told = useStore(desk.state, (state) => state.crm)
  const changed = useStore(desk.state, (state) => state.recent.findLast((fact) => fact.t === 'contact_changed' && fact.conversation === it.id)?.position)
  const sent = useStore(desk.state, (state) => state.recent.findLast((fact) => fact.t === 'lead_sent' && fact.conversation === it.id)?.position)
  const ours = useStore(desk.state, (state) => state.deals)
  const news = `${told} ${ours} ${pressed} ${sent ?? 0}`
  const last = useRef<string | null>(null)
  const fetch = async (): Promise<CrmCard> => {
    const anew = last.current !== null && last.current !== news
    setAsking(true)
    try {
      const fresh = await desk.api.crm(it.id, anew)
      last.current = news
      return fresh
    } finally {
      setAsking(false)
    }
  }
  const again = useFetched(it.id, fetch, setCard, news, changed)
  return [card, setCard, again, () => setPressed((n) => n + 1), asking]
}

function Client({ one, crm }: { one: CrmContact | null; crm: string }) {
  const say = useSay()
  const name = one && (plainName(one.name) || say('crm_no_name'))
  const href = one && openable(one.url)
  if (!href) return <span class="ell said">{name}</span>
  return <a href={href} target="_blank" rel="noopener noreferrer" aria-label={say('crm_open', { crm, name: name ?? '' })}><span class="ell said">{name}</span><Icon path={outside} turns /></a>
}

function Failed({ words, detail, again }: { words: string; detail: string; again: () => void }) {
  const say = useSay()
  return (
    <div class="info late" role="alert">
      <Icon path={alert} size="m" />
      <div><b>{words}</b>{detail && <small class="said few" title={detail}>{detail}</small>}<button type="button" class="words" onClick={again}>{say('try_again')}</button></div>
    </div>
  )
}

interface KnownOptions {
  readonly it: Conversation
  readonly card: CrmCard
  readonly crm: string
  setCard(card: CrmCard): void
}

function Known({ it, card, crm, setCard }: KnownOptions) {
  const say = useSay()
  const [choosing, setChoosing] = useState(false)
  const several = card.contacts.length > 1
  if (card.contacts.length === 0) return <p class="none">{say('crm_nobody')}</p>
  if (several && (choosing || clientOf(card) === null)) return <Several it={it} card={card} crm={crm} setCard={(fresh) => { setChoosing(false); setCard(fresh) }} />
  return (
    <>
      {card.leads.length > 0 && <ul class="crmleads">{card.leads.map((one) => <Line key={one.id} one={one} of={card.crm} crm={crm} />)}</ul>}
      {several && <button type="button" class="words" onClick={() => setChoosing(true)}>{say('crm_not_them')}</button>}
    </>
  )
}

/** It may be any of them until somebody says who. */
function Several({ it, card, setCard }: KnownOptions) {
  const say = useSay()
  const desk = useDesk()
  const locked = useLeadLock(it)
  const [trouble, setTrouble] = useState('')
  const choose = async (contact: string): Promise<void> => {
    if (locked !== null) return
    try {
      setCard(await desk.api.chooseClient(it.id, contact))
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      setTrouble(why.message || say('no_server'))
    }
  }
  return (
    <>
      <p class="none" id="crm-who">{say('crm_several')}</p>
      <ul class="crmleads" aria-labelledby="crm-who">
        {card.contacts.map((one) => {
          const name = plainName(one.name) || say('crm_no_name')
          return (
            <li key={one.id} class="crmlead who">
              <b class="ell said" title={name}>{name}</b>
              <button type="button" class="btn" aria-label={say('crm_choose', { name })} aria-disabled={locked !== null || undefined} title={locked ?? undefined} onClick={() => void choose(one.id)}>{say('crm_pick')}</button>
              <span class="st said">{[...one.phones.map(asWritten), ...one.emails, plainName(one.responsible)].filter(Boolean).join(' · ')}</span>
            </li>
          )
        })}
      </ul>
      {trouble && <p class="error" role="alert">{trouble}</p>}
    </>
  )
}

function Line({ one, of, crm }: { one: CrmLead; of: Crm; crm: string }) {
  const say = useSay()
  const language = useLanguage()
  const title = plainName(one.title) || say('crm_no_name')
  const [on, all] = marks(one.step, one.steps)
  const end = one.outcome === 'open' ? '' : say(`crm_${one.outcome}`)
  return (
    <li class={`crmlead ${one.outcome}`}>
      <b class="ell said" title={title}><CrmLink of={of} id={one.id} url={one.url} label={say('crm_open', { crm, name: title })} otherwise={title}>{title}</CrmLink></b>
      {one.sum && <span class="sum num">{written(one.sum, one.currency, language)}</span>}
      {all > 0 && one.outcome !== 'lost' && (
        <div class="steps" role="img" aria-label={say('crm_step', { step: one.step, steps: one.steps })}>
          {Array.from({ length: all }, (_, at) => <i key={at} class={at < on ? 'on' : undefined} />)}
        </div>
      )}
      <span class="st said">{plainName(one.stage) || end}{one.stage && end && <span class="unseen">{end}</span>}</span>
      {one.responsible && <span class="man said ell">{plainName(one.responsible)}</span>}
    </li>
  )
}
