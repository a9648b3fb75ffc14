/** The client's card: who it is, the page, where they came from, their device, this conversation. Everything is data. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { clock, moment, shortly } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { back, close, outside } from '../../shared/ui/icons'
import { host, openable, short } from '../state/address'
import { device } from '../../shared/ui/device'
import { useStore } from '../state/store'
import type { Card, Conversation, VisitedPage } from '../wire'
import { CardFiles } from './cardfiles'
import { ContactFields } from './contact'
import { CrmSection } from './crm'
import { useFetched } from './fetched'
import { LettersSection } from './letters'
import { Reach } from './reach'
import { ClientFace, clientName, operatorName } from './people'
import { PHONE, useClock, useDesk, useLanguage, useMedia, useSay } from './room'
import { go } from './route'
import { Title } from './title'

export function ClientCard({ it, shut }: { it: Conversation; shut: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const phone = useMedia(PHONE)
  const Box = phone ? 'main' : 'aside'
  const Heading = phone ? 'h1' : 'h2'
  const [card, setCard, again] = useCard(it)
  const localTime = useClock((now) => timeThere(now, card?.profile.time_zone ?? '', language))
  const names = card?.profile.city ?? {}
  const city = names[language] ?? names['en'] ?? names['ru']
  const words = [say('channel_site'), host(it.page_url)].filter(Boolean).join(' · ')
  return (
    <Box class="card" aria-label={say('client')} tabIndex={0}>
      <header>
        <button type="button" class="icon" aria-label={say(phone ? 'back' : 'to_close_card')} onClick={shut}><Icon path={phone ? back : close} turns={phone} /></button>
      </header>
      <div class="id">
        <ClientFace it={it} size="d48" ring={false} />
        <div><Heading class="few said" title={clientName(it, say)}>{clientName(it, say)}</Heading><p class="ell">{words}</p></div>
      </div>
      {phone && <Reach it={it} contact={card?.contact ?? null} />}
      {again && <CardFailed again={again} />}
      <ContactFields key={it.id} it={it} card={card} changed={setCard} />
      <LettersSection key={it.id} it={it} email={card?.contact?.email ?? ''} />
      <CrmSection key={it.id} it={it} />
      <Params params={card?.profile.params ?? {}} />
      <Page it={it} />
      <Path pages={card?.profile.path ?? []} />
      <section>
        <Title>{say('came_from')}</Title>
        <dl class="kv">
          <Pair name={say('source')}><Source referrer={card?.profile.referrer || it.referrer} /></Pair>
          {MARKS.map((mark) => card?.profile.utm[mark] && <Pair key={mark} name={say(mark)}>{card.profile.utm[mark]}</Pair>)}
          {card?.profile.landing_url && <Pair name={say('landing')}><span class="few" title={card.profile.landing_url}>{short(card.profile.landing_url)}</span></Pair>}
          {card?.profile.visits != null && <Pair name={say('visit')}>{card.profile.visits.toLocaleString(language)}</Pair>}
          <Pair name={say('device')}>{device(it.user_agent) || say('unknown')}</Pair>
          {city && <Pair name={say('city')}>{city}</Pair>}
          {localTime && <Pair name={say('local_time')}>{localTime}</Pair>}
          <Pair name={say('client_language')}>{languageName(it.language, language) || say('unknown')}</Pair>
        </dl>
      </section>
      <Earlier all={card?.earlier ?? []} />
      <CardFiles key={it.id} it={it} />
      <About it={it} />
    </Box>
  )
}

/** A page is told when the browser connects, and once more with all that it knows: under another time. Asked again, under the same. */
function told(page: { readonly url: string; readonly at: number } | undefined): string {
  return page ? `${page.at} ${page.url}` : ''
}

const MARKS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const

/** The card, fetched when it is opened, when something else is known of the client, and when their browser tells of a page or more of it; and, when it could not be, how to try again at once. */
function useCard(it: Conversation): [Card | null, (card: Card) => void, (() => void) | null] {
  const desk = useDesk()
  const [card, setCard] = useState<{ readonly id: string; readonly it: Card } | null>(null)
  const seen = useStore(desk.state, (state) => told(state.pages[it.id]))
  const changed = useStore(desk.state, (state) => state.recent.findLast((fact) => fact.t === 'contact_changed' && fact.conversation === it.id)?.position)
  const take = (fresh: Card): void => setCard({ id: it.id, it: fresh })
  const again = useFetched(it.id, () => desk.api.card(it.id), take, it.contact, it.visitor_name, changed, seen)
  const known = card?.id === it.id ? card.it : null
  return [known, take, known ? null : again]
}

function CardFailed({ again }: { again: () => void }) {
  const say = useSay()
  return <section class="contact" role="alert"><p class="alike"><span>{say('card_failed')}</span><button type="button" class="btn" onClick={again}>{say('try_again')}</button></p></section>
}

/** What the clock says where the client is; empty for a zone that this browser does not know. */
function timeThere(now: number, timeZone: string, language: string): string {
  try {
    return timeZone && new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit' }).format(now)
  } catch {
    return ''
  }
}

function Params({ params }: { params: Readonly<Record<string, string>> }) {
  const say = useSay()
  const all = Object.entries(params)
  if (all.length === 0) return null
  return (
    <section>
      <Title>{say('params')}</Title>
      <dl class="kv">{all.map(([name, value]) => <Pair key={name} name={name}>{value}</Pair>)}</dl>
    </section>
  )
}

/** The way through the site, the newest page first; where the client is now stands above. */
function Path({ pages }: { pages: readonly VisitedPage[] }) {
  const say = useSay()
  const language = useLanguage()
  if (pages.length < 2) return null
  return (
    <section>
      <Title>{say('path')}</Title>
      <ol class="path">
        {pages.slice(0, 12).map((page) => (
          <li key={page.at} title={page.url}><span class="ell said">{plainName(page.title) || short(page.url)}</span><time>{clock(page.at, language)}</time></li>
        ))}
      </ol>
    </section>
  )
}

function Earlier({ all }: { all: readonly Conversation[] }) {
  const say = useSay()
  const language = useLanguage()
  if (all.length === 0) return null
  return (
    <section>
      <Title>{say('earlier')}</Title>
      <ul class="earlier">
        {all.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => go({ conversation: one.id })}>
              <span class="ell said">{one.last_message?.text || say('number', { number: one.ordinal.toLocaleString(language) })}</span>
              <small><Moment at={one.last_at} />{one.rating !== null && ` · ★ ${one.rating}`}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Page({ it }: { it: Conversation }) {
  const say = useSay()
  const now = useStore(useDesk().state, (state) => state.pages[it.id])
  const page = now ?? { url: it.page_url, title: it.page_title, here: false }
  const href = openable(page.url)
  return (
    <section class="page">
      <Title>{say(page.here ? 'page_here' : 'page_now')}</Title>
      <b class={page.here ? 'here' : undefined}><span class="said few">{plainName(page.title) || short(page.url) || say('unknown')}</span></b>
      {href && (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" title={page.url}>
          <span class="ell">{short(page.url)}</span><Icon path={outside} turns /><span class="unseen">{say('page_open')}</span>
        </a>
      )}
    </section>
  )
}

function Source({ referrer }: { referrer: string }) {
  const say = useSay()
  const href = openable(referrer)
  if (!href) return <>{plainName(referrer) || say('direct')}</>
  return <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" title={referrer}><span class="few">{short(referrer)}</span></a>
}

function About({ it }: { it: Conversation }) {
  const say = useSay()
  const language = useLanguage()
  const operators = useStore(useDesk().state, (state) => state.operators)
  return (
    <section>
      <Title>{say('conversation')}</Title>
      <dl class="kv">
        <Pair name={say('ordinal')}>{it.ordinal.toLocaleString(language)}</Pair>
        <Pair name={say('responsible')}>{it.assignee === null ? say('nobody') : operatorName(operators, it.assignee, say)}</Pair>
        <Pair name={say('started')}><Moment at={it.created_at} /></Pair>
        <Pair name={say('last_words')}><Moment at={it.last_at} /></Pair>
        {it.closed_at !== null && <Pair name={say('closed_at')}><Moment at={it.closed_at} /></Pair>}
      </dl>
    </section>
  )
}

/** When it was, short; the whole moment as its title. */
function Moment({ at }: { at: number }) {
  const language = useLanguage()
  const words = useClock((now) => shortly(at, now, language))
  return <time dateTime={new Date(at).toISOString()} title={moment(at, language)}>{words}</time>
}

function Pair({ name, children }: { name: string; children: ComponentChildren }) {
  return <><dt>{name}</dt><dd class="said">{children}</dd></>
}

/** The client's language in the operator's words; an odd tag is shown as it came. */
function languageName(tag: string, language: 'ru' | 'en'): string {
  if (!tag) return ''
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
