/** A row: who and how long; last words and unread; channel and page. Its height never changes. */
import { plainName } from '../../shared/linkify'
import { clock, near, sameDay, shortDay } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { alert, chat, check, checks, clock as clockIcon, pen } from '../../shared/ui/icons'
import { host } from '../state/address'
import { fate } from '../state/lines'
import type { ListName } from '../state/state'
import { useStore } from '../state/store'
import { span, waiting } from '../state/waiting'
import type { Conversation } from '../wire'
import { CalledMark } from './called'
import { Rating } from './rating'
import { ClientFace, clientName, given, operatorName } from './people'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { TagMark, useTagsOf } from './tags'
import { go, ours, pathOf, route } from './route'

export function Row({ it, list, top, position, of }: { it: Conversation; list: ListName; top: number; position: number; of: number }) {
  const say = useSay()
  const current = useStore(route, (here) => here.conversation === it.id)
  const there = { list, conversation: it.id, client: false }
  const tags = useTagsOf(it)
  const press = (event: MouseEvent): void => {
    if (!ours(event)) return
    event.preventDefault()
    go(there, route.get().conversation !== null)
  }
  return (
    <div role="listitem" aria-setsize={of} aria-posinset={position} style={{ '--y': `${top}px` }}>
      <a class={it.unread > 0 ? 'row new' : 'row'} href={pathOf(there)} aria-current={current ? 'true' : undefined} data-id={it.id} onClick={press}>
        <ClientFace it={it} ring={list !== 'closed'} />
        <span class="ln"><b class="ell said">{clientName(it, say)}</b><When it={it} list={list} /></span>
        <span class="ln"><LastWords it={it} /><Sign it={it} /></span>
        <span class="more">
          <Icon path={chat} /><span class="unseen">{say('channel_site')}</span><CalledMark it={it} />{it.left && <span class="via">{say(`left_${it.left}`)}</span>}{tags.slice(0, 2).map((tag) => <TagMark key={tag.id} tag={tag} />)}<span class="ell said">{plainName(it.page_title) || host(it.page_url)}</span><Rating it={it} small />
        </span>
      </a>
    </div>
  )
}

/** How long the client waits, or when the last words were said. */
function When({ it, list }: { it: Conversation; list: ListName }) {
  const say = useSay()
  const language = useLanguage()
  const since = list === 'closed' ? null : it.waiting_since
  const words = useClock((now) => (since === null ? ago(it.last_at, now, language) : span(now - since, say)))
  const promise = useStore(useDesk().state, (state) => state.project.settings.answer_within * 1000)
  const mood = useClock((now) => (since === null ? '' : waiting(since, now, promise).mood))
  if (since === null) return <span class="at num">{words}</span>
  return <span class="wait" data-wait={mood}><span class="unseen">{say('waits', { time: words })}</span><span aria-hidden="true">{words}</span></span>
}

function ago(at: number, now: number, language: 'ru' | 'en'): string {
  if (sameDay(at, now)) return clock(at, language)
  if (sameDay(at, now - 86_400_000)) return near(1, language)
  return shortDay(at, language)
}

function LastWords({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const typing = useStore(desk.state, (state) => it.id in state.typing)
  const draft = useStore(desk.drafts.all, (all) => all[it.id] ?? '')
  const me = useStore(desk.state, (state) => state.me.id)
  const operators = useStore(desk.state, (state) => state.operators)
  const open = useStore(route, (here) => here.conversation === it.id)
  if (typing) return <span class="last"><span class="ell typing">{say('typing')}</span></span>
  if (draft.trim() && !open) return <span class="last"><span class="draft">{say('draft')} </span><span class="ell said">{draft}</span></span>
  const last = it.last_message
  if (!last) return <span class="last" />
  const who = last.author === 'visitor' ? '' : last.operator === me ? say('you') : `${given(operatorName(operators, last.operator, say))}:`
  return <span class="last">{who && <span>{who} </span>}<span class="ell said">{last.text || say('taken_back')}</span></span>
}

/** The last sign of a row: unread, a draft, or what became of our last words. */
function Sign({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const unsent = useStore(desk.unsent, (all) => {
    const own = all.filter((item) => item.body.conversation === it.id)
    return own.some((item) => item.failed !== undefined) ? 'failed' : own.length > 0 ? 'waiting' : ''
  })
  const draft = useStore(desk.drafts.all, (all) => Boolean(all[it.id]?.trim()))
  const label = (words: string) => <span class="unseen">{words}</span>
  if (unsent === 'failed') return <><Icon path={alert} size="s" class="failed" />{label(say('state_failed'))}</>
  if (it.unread > 0) return <span class="unread"><span aria-hidden="true">{it.unread > 99 ? '99+' : it.unread}</span>{label(say('unread', { n: it.unread }))}</span>
  if (unsent) return <><Icon path={clockIcon} size="s" />{label(say('state_waiting'))}</>
  if (draft) return <Icon path={pen} size="s" />
  if (it.last_message?.author !== 'operator') return null
  const became = fate(it.last_seq, it)
  return <><Icon path={became === 'sent' ? check : checks} size="s" class={became === 'read' ? 'read' : ''} />{label(say(`state_${became}`))}</>
}
