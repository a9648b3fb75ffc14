/** The status of a conversation and who is responsible: what both are, and what one may make of them. */
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { again, check, person, unfold } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import type { Verb } from '../net/api'
import { useStore } from '../state/store'
import type { Conversation, Operator } from '../wire'
import type { Key } from '../words/ru'
import { act, take } from './acts'
import { useDesk, useSay } from './room'

type Choice = readonly [key: Key, verb: Verb]

const ICONS: Readonly<Record<Verb, string>> = { take: person, close: check, close_now: check, reopen: again }

/** What its status may become next, by somebody who may answer in it. */
function choices(it: Conversation, asks: boolean): readonly Choice[] {
  if (it.status === 'new') return [['take', 'take'], ['close', 'close_now']]
  if (it.status === 'closed') return [['reopen', 'reopen']]
  if (it.status === 'confirming') return [['close_now', 'close_now'], ['reopen', 'reopen']]
  return asks ? [['ask_and_close', 'close'], ['close_now', 'close_now']] : [['close', 'close']]
}

export function mayAct(it: Conversation, me: Operator): boolean {
  return it.assignee === null || it.assignee === me.id || me.role === 'admin'
}

/** Why its status cannot be changed now, in words; null when it can. */
export function useStatusLock(it: Conversation): string | null {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  return !connected ? say('lost') : mayAct(it, me) ? null : say('theirs_then')
}

export function Status({ it }: { it: Conversation }) {
  const say = useSay()
  const dot = it.status === 'new' ? 'dot waits' : it.status === 'closed' ? 'dot over' : 'dot'
  return <><i class={dot} /><span class="label status">{say(`status_${it.status}`)}</span></>
}

export function StatusMenu({ it }: { it: Conversation }) {
  const say = useSay()
  const locked = useStatusLock(it)
  if (locked !== null) return <span class="pick" title={locked}><Status it={it} /></span>
  return (
    <Menu label={say('status_menu', { status: say(`status_${it.status}`) })} class="pick" button={<><Status it={it} /><Icon path={unfold} size="s" /></>}>
      <StatusItems it={it} />
    </Menu>
  )
}

/** The next statuses, as items of a menu. */
export function StatusItems({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const asks = useStore(desk.state, (state) => state.project.settings.confirm_closing)
  const press = (verb: Verb): void => void (verb === 'take' ? take(desk, it.id) : act(desk, it.id, verb))
  return (
    <>
      {choices(it, asks).map(([key, verb]) => (
        <button key={key} type="button" class="mi" role="menuitem" onClick={() => press(verb)}><Icon path={ICONS[verb]} size="m" /><span>{say(key)}</span></button>
      ))}
    </>
  )
}

export interface HandOver {
  /** Of who is responsible; empty for nobody. */
  readonly name: string
  /** Who is responsible, in words. */
  readonly words: string
  /** Why it cannot be handed over now, in words; null when it can. */
  readonly locked: string | null
}

export function useHandOver(it: Conversation): HandOver {
  const say = useSay()
  const desk = useDesk()
  const admin = useStore(desk.state, (state) => state.me.role === 'admin')
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  const assignee = useStore(desk.state, (state) => (it.assignee === null ? undefined : state.operators[it.assignee]))
  const name = assignee ? plainName(assignee.name) : ''
  const locked = !admin ? 'only_admins_hand' : it.status === 'closed' ? 'hand_over_closed' : connected ? null : 'lost'
  return { name, words: assignee ? say('assignee', { name }) : say('nobody'), locked: locked && say(locked) }
}
