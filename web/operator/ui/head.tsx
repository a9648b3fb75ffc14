/** The head of a conversation: who it is, its status, who is responsible, and what one may do about both. */
import { Icon } from '../../shared/ui/icon'
import { back, check, give, panel, unfold } from '../../shared/ui/icons'
import { host } from '../state/address'
import { TagMenu } from './tags'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Conversation } from '../wire'
import { act, busy, handing } from './acts'
import { usePending } from './log'
import { ClientFace, OperatorFace, clientName, given } from './people'
import { PhoneMenu } from './phonemenu'
import { Rating } from './rating'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { goUp } from './route'
import { mayAct, StatusMenu, useHandOver } from './status'

export function Head({ it, card, toggleCard }: { it: Conversation; card: boolean; toggleCard: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const waits = useClock((now) => (it.waiting_since === null ? '' : ` · ${say('waits', { time: span(now - it.waiting_since, say) })}`))
  const ordinal = say('number', { number: it.ordinal.toLocaleString(language) })
  return (
    <header>
      <button type="button" class="icon only-phone" aria-label={say('back')} onClick={goUp}><Icon path={back} turns /></button>
      <button type="button" class="whose only-phone" aria-label={say('client_card')} onClick={toggleCard}><ClientFace it={it} /></button>
      <div class="who">
        <h1 class="ell said">{clientName(it, say)}</h1>
        <p class="ell no-phone">{[it.left && say(`left_${it.left}`), host(it.page_url), ordinal].filter(Boolean).join(' · ')}</p>
        <p class="ell only-phone">{it.left && `${say(`left_${it.left}`)} · `}{say(`status_${it.status}`)}{waits}</p>
      </div>
      <Rating it={it} />
      <StatusMenu it={it} />
      <Assignee it={it} />
      <Close it={it} />
      <TagMenu it={it} />
      <PhoneMenu it={it} openCard={toggleCard} />
      <button type="button" class="icon no-phone" aria-label={say('client_card')} title={say('client_card')} aria-pressed={card} aria-keyshortcuts="i" onClick={toggleCard}>
        <Icon path={panel} />
      </button>
    </header>
  )
}

/** Who is responsible. Administrators hand it over from here. */
function Assignee({ it }: { it: Conversation }) {
  const say = useSay()
  const { name, words, locked } = useHandOver(it)
  const assignee = useStore(useDesk().state, (state) => (it.assignee === null ? undefined : state.operators[it.assignee]))
  const face = assignee && <><OperatorFace operator={assignee} size="d20" /><span class="label">{given(name)}</span></>
  if (locked !== null) return face ? <span class="pick" title={`${words}. ${locked}`}>{face}</span> : null
  return (
    <button
      type="button" class="pick" aria-label={`${words}. ${say('hand_over')}`} title={say('hand_over')} aria-keyshortcuts="a" aria-haspopup="dialog"
      onClick={() => handing.set(it.id)}
    >
      {face ?? <><Icon path={give} size="m" /><span class="label">{say('hand_over')}</span></>}<Icon path={unfold} size="s" />
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
