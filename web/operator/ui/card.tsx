/** The client's card: who it is, the page, where they came from, their device, this conversation. Everything is data. */
import type { ComponentChildren } from 'preact'
import { plainName } from '../../shared/linkify'
import { moment } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { back, close, outside } from '../../shared/ui/icons'
import { host, openable, short } from '../state/address'
import { device } from '../state/device'
import { useStore } from '../state/store'
import type { Conversation } from '../wire'
import { ClientFace, clientName, operatorName } from './people'
import { PHONE, useDesk, useLanguage, useMedia, useSay } from './room'

export function Card({ it, shut }: { it: Conversation; shut: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const phone = useMedia(PHONE)
  const Box = phone ? 'main' : 'aside'
  const Heading = phone ? 'h1' : 'h2'
  const words = [say('channel_site'), host(it.page_url)].filter(Boolean).join(' · ')
  return (
    <Box class="card" aria-label={say('client')} tabIndex={0}>
      <header>
        <button type="button" class="icon" aria-label={say(phone ? 'back' : 'to_close_card')} onClick={shut}><Icon path={phone ? back : close} turns={phone} /></button>
      </header>
      <div class="id">
        <ClientFace it={it} size="d48" ring={false} />
        <div><Heading class="ell said">{clientName(it, say)}</Heading><p class="ell">{words}</p></div>
      </div>
      <Page it={it} />
      <section>
        <Title>{say('came_from')}</Title>
        <dl class="kv">
          <Pair name={say('source')}><Source referrer={it.referrer} /></Pair>
          <Pair name={say('device')}>{device(it.user_agent) || say('unknown')}</Pair>
          <Pair name={say('client_language')}>{languageName(it.language, language) || say('unknown')}</Pair>
        </dl>
      </section>
      <About it={it} />
    </Box>
  )
}

/** A section's title, one level below the client's name: on a phone the card is the whole page. */
function Title({ children }: { children: ComponentChildren }) {
  const Heading = useMedia(PHONE) ? 'h2' : 'h3'
  return <Heading>{children}</Heading>
}

function Page({ it }: { it: Conversation }) {
  const say = useSay()
  const href = openable(it.page_url)
  return (
    <section class="page">
      <Title>{say('page_now')}</Title>
      <b class="said">{plainName(it.page_title) || short(it.page_url) || say('unknown')}</b>
      {href && (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" title={it.page_url}>
          <span class="ell">{short(it.page_url)}</span><Icon path={outside} turns /><span class="unseen">{say('page_open')}</span>
        </a>
      )}
    </section>
  )
}

function Source({ referrer }: { referrer: string }) {
  const say = useSay()
  const href = openable(referrer)
  if (!href) return <>{plainName(referrer) || say('direct')}</>
  return <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" title={referrer}>{short(referrer)}</a>
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
        <Pair name={say('started')}>{moment(it.created_at, language)}</Pair>
        <Pair name={say('last_words')}>{moment(it.last_at, language)}</Pair>
        {it.closed_at !== null && <Pair name={say('closed_at')}>{moment(it.closed_at, language)}</Pair>}
      </dl>
    </section>
  )
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
