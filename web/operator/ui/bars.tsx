/** What stands in place of the field when one cannot write yet: take it, bring it back, or see who has it. */
import { plainName } from '../../shared/linkify'
import { clock, moment } from '../../shared/time'
import type { Taken } from '../state/state'
import { availability } from '../state/state'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Conversation } from '../wire'
import { act, busy, handing, openNextNew, take } from './acts'
import { KeptWords } from './kept'
import { OperatorFace, operatorName } from './people'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { go, goUp, route } from './route'
import { Stranded } from './stranded'
import { Icon } from '../../shared/ui/icon'
import { back } from '../../shared/ui/icons'

export function TakeBar({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const working = useStore(busy, (all) => it.id in all)
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  const admin = useStore(desk.state, (state) => state.me.role === 'admin')
  const waits = useClock((now) => (it.waiting_since === null ? '' : span(now - it.waiting_since, say)))
  if (!connected)
    return (
      <div class="take">
        <div><b>{say('take_offline')}</b><small>{say('take_offline_then')}</small></div>
        <button type="button" class="btn" aria-disabled="true">{say('take')}</button>
      </div>
    )
  return (
    <div class="take">
      <div><b>{say('take_new')}</b><small class="num">{waits ? say('take_wait', { time: waits }) : say('take_nobody')}</small></div>
      {admin && <button type="button" class="btn" aria-keyshortcuts="a" aria-haspopup="dialog" onClick={() => handing.set(it.id)}>{say('hand_over')}<kbd>A</kbd></button>}
      <button type="button" class="btn main" aria-disabled={working} aria-keyshortcuts="t" onClick={() => void take(desk, it.id)}>{say('take')}<kbd>T</kbd></button>
    </div>
  )
}

/** A colleague was quicker: who, since when, and the next one. */
export function TakenNotice({ id, taken }: { id: string; taken: Taken }) {
  const say = useSay()
  const language = useLanguage()
  const desk = useDesk()
  const operator = useStore(desk.state, (state) => state.operators[taken.operator])
  const there = useStore(desk.state, (state) => availability(state, taken.operator))
  const left = useStore(desk.state, (state) => state.counts.it.new)
  const name = operator ? plainName(operator.name) : say('unknown')
  const next = (): void => {
    if (!openNextNew(desk)) go({ list: 'new', conversation: null, client: false }, true)
  }
  return (
    <main class="talk">
      <header class="only-phone"><button type="button" class="icon" aria-label={say('back')} onClick={goUp}><Icon path={back} turns /></button></header>
      <div class="take alone" role="status">
        {operator && <OperatorFace operator={operator} size="d32" there={there} />}
        <div><b>{say('taken_by', { name })}</b><small class="num">{say('taken_since', { time: clock(taken.at, language) })}</small></div>
        <button type="button" class="btn" onClick={next}>{say(left > 0 ? 'taken_next' : 'to_new')}</button>
      </div>
      <Stranded id={id} />
      <KeptWords id={id} back={false} />
    </main>
  )
}

export function ClosedBar({ it }: { it: Conversation }) {
  const say = useSay()
  const language = useLanguage()
  const desk = useDesk()
  const working = useStore(busy, (all) => it.id in all)
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  const off = working || !connected
  return (
    <div class="take">
      <div><b>{say('closed_title')}</b><small>{say('closed_since', { time: moment(it.closed_at ?? it.last_at, language) })}</small></div>
      <button type="button" class="btn" aria-disabled={off} onClick={() => off || void reopened()}>{say('reopen')}</button>
    </div>
  )
  async function reopened(): Promise<void> {
    if (!(await act(desk, it.id, 'reopen')) || route.get().conversation !== it.id) return
    if (it.assignee === null) go({ list: 'new' }, true)
    else if (it.assignee === desk.state.get().me.id) go({ list: 'mine' }, true)
  }
}

/** The client is asked whether the question is solved. */
export function AskedBar() {
  const say = useSay()
  return <div class="take"><div><b>{say('solved_question')}</b><small>{say('solved_question_then')}</small></div></div>
}

export function TheirsBar({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const operators = useStore(desk.state, (state) => state.operators)
  const operator = it.assignee === null ? undefined : operators[it.assignee]
  return (
    <div class="take">
      {operator && <OperatorFace operator={operator} size="d32" />}
      <div><b>{say('theirs', { name: operatorName(operators, it.assignee, say) })}</b><small>{say('theirs_then')}</small></div>
    </div>
  )
}
