/** The head of a conversation: who it is, its status, who is responsible, and what one may do about both. */
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { back, check, panel, star, unfold } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import type { Verb } from '../net/api'
import { host } from '../state/address'
import { TagMenu } from './tags'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Conversation, Operator } from '../wire'
import type { Key } from '../words/ru'
import { act, busy, handing, take } from './acts'
import { usePending } from './log'
import { ClientFace, OperatorFace, clientName, given } from './people'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { goUp } from './route'

export function Head({ it, card, toggleCard }: { it: Conversation; card: boolean; toggleCard: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const waits = useClock((now) => (it.waiting_since === null ? '' : ` · ${say('waits', { time: span(now - it.waiting_since, say) })}`))
  const ordinal = say('number', { number: it.ordinal.toLocaleString(language) })
  return (
    <header>
      <button type="button" class="icon only-phone" aria-label={say('back')} onClick={goUp}><Icon path={back} turns /></button>
      <span class="only-phone"><ClientFace it={it} /></span>
      <div class="who">
        <h1 class="ell said">{clientName(it, say)}</h1>
        <p class="ell no-phone">{[host(it.page_url), ordinal].filter(Boolean).join(' · ')}</p>
        <p class="ell only-phone">{say(`status_${it.status}`)}{waits}</p>
      </div>
      <Rating it={it} />
      <StatusMenu it={it} />
      <Assignee it={it} />
      <Close it={it} />
      <TagMenu it={it} />
      <button type="button" class="icon" aria-label={say('client_card')} title={say('client_card')} aria-pressed={card} aria-keyshortcuts="i" onClick={toggleCard}>
        <Icon path={panel} />
      </button>
    </header>
  )
}

/** What the client gave; below four it is marked as bad. */
export function Rating({ it, small = false }: { it: Conversation; small?: boolean }) {
  const say = useSay()
  if (it.rating === null) return null
  const bad = it.rating < 4
  const words = say(bad ? 'rated_badly' : 'rated', { n: it.rating })
  const label = it.rating_comment ? `${words}. ${it.rating_comment}` : words
  return (
    <span class={bad ? 'rating bad' : 'rating'} title={label}>
      <Icon path={star} size={small ? 's' : 'm'} /><span aria-hidden="true" class="num">{it.rating}</span><span class="unseen">{label}</span>
    </span>
  )
}

type Choice = readonly [key: Key, verb: Verb]

/** What its status may become next, by somebody who may answer in it. */
function choices(it: Conversation, asks: boolean): readonly Choice[] {
  if (it.status === 'new') return [['take', 'take'], ['close', 'close_now']]
  if (it.status === 'closed') return [['reopen', 'reopen']]
  if (it.status === 'confirming') return [['close_now', 'close_now'], ['reopen', 'reopen']]
  return asks ? [['ask_and_close', 'close'], ['close_now', 'close_now']] : [['close', 'close']]
}

function mayAct(it: Conversation, me: Operator): boolean {
  return it.assignee === null || it.assignee === me.id || me.role === 'admin'
}

function StatusMenu({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const asks = useStore(desk.state, (state) => state.project.settings.confirm_closing)
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  const status = say(`status_${it.status}`)
  const dot = it.status === 'new' ? 'dot waits' : it.status === 'closed' ? 'dot over' : 'dot'
  const face = <><i class={dot} /><span class="label status">{status}</span></>
  if (!connected || !mayAct(it, me)) return <span class="pick" title={say(connected ? 'theirs_then' : 'lost')}>{face}</span>
  const press = (verb: Verb): void => void (verb === 'take' ? take(desk, it.id) : act(desk, it.id, verb))
  return (
    <Menu label={say('status_menu', { status })} class="pick" button={<>{face}<Icon path={unfold} size="s" /></>}>
      {choices(it, asks).map(([key, verb]) => (
        <button key={key} type="button" class="mi" role="menuitem" onClick={() => press(verb)}><span>{say(key)}</span></button>
      ))}
    </Menu>
  )
}

/** Who is responsible. Administrators hand it over from here. */
function Assignee({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  const assignee = useStore(desk.state, (state) => (it.assignee === null ? undefined : state.operators[it.assignee]))
  const name = assignee ? plainName(assignee.name) : ''
  const face = assignee && <><OperatorFace operator={assignee} size="d20" /><span class="label">{given(name)}</span></>
  const words = assignee ? say('assignee', { name }) : say('nobody')
  const locked = me.role !== 'admin' ? 'only_admins_hand' : it.status === 'closed' ? 'hand_over_closed' : connected ? null : 'lost'
  if (locked !== null) return face ? <span class="pick" title={`${words}. ${say(locked)}`}>{face}</span> : null
  return (
    <button
      type="button" class="pick" aria-label={`${words}. ${say('hand_over')}`} title={say('hand_over')} aria-keyshortcuts="a" aria-haspopup="dialog"
      onClick={() => handing.set(it.id)}
    >
      {face ?? <span class="label">{say('hand_over')}</span>}<Icon path={unfold} size="s" />
    </button>
  )
}

/** Close what is ours. Taking and bringing back stand in place of the field. */
function Close({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const working = useStore(busy, (all) => it.id in all)
  const unsent = usePending(it.id).some((item) => item.fate !== 'failed')
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  if (it.status === 'new' || it.status === 'closed' || !mayAct(it, me)) return null
  const off = working || !connected || unsent
  const why = say(unsent ? 'close_pending' : connected ? 'close_conversation' : 'lost')
  const verb = it.status === 'confirming' ? 'close_now' : 'close'
  return (
    <button
      type="button" class="btn" title={why} aria-label={why} aria-disabled={off || undefined} aria-keyshortcuts="e"
      onClick={() => off || void act(desk, it.id, verb)}
    >
      <Icon path={check} size="m" /><span class="label">{say('close')}</span>
    </button>
  )
}
