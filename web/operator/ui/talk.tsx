/** The conversation in the middle: its head, its words, and what one can do with it. */
import { useEffect } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { back, check, panel } from '../../shared/ui/icons'
import { host } from '../state/address'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Conversation } from '../wire'
import { act, busy } from './acts'
import { ClosedBar, TakeBar, TakenNotice, TheirsBar } from './bars'
import { DropPlace } from './attachments'
import { Composer } from './composer'
import { LostStrip } from './connection'
import { Log, usePending } from './log'
import { ClientFace, OperatorFace, clientName, given } from './people'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { goUp } from './route'
import { Stranded } from './stranded'
import { Void } from './void'
import { plainName } from '../../shared/linkify'

export interface TalkOptions {
  readonly id: string
  readonly card: boolean
  toggleCard(): void
}

export function Talk({ id, card, toggleCard }: TalkOptions) {
  const desk = useDesk()
  const it = useStore(desk.state, (state) => state.conversations[id]?.it)
  const thread = useStore(desk.state, (state) => state.threads[id])
  const taken = useStore(desk.state, (state) => state.taken[id])
  const trouble = useStore(desk.loading.troubles, (all) => all[id])
  useEffect(() => {
    desk.opened = id
    if (!taken) void desk.loading.open(id)
    return () => {
      desk.opened = null
    }
  }, [desk, id, taken, thread === undefined])
  if (!it) return taken ? <TakenNotice id={id} taken={taken} /> : <Missing id={id} gone={trouble?.status === 404} failed={trouble !== undefined} />
  return (
    <main class="talk">
      <Head it={it} card={card} toggleCard={toggleCard} />
      <LostStrip />
      {thread ? <Log key={id} it={it} thread={thread} /> : trouble ? <Failed id={id} /> : <Bones />}
      {thread && <Foot it={it} />}
    </main>
  )
}

function Head({ it, card, toggleCard }: { it: Conversation; card: boolean; toggleCard: () => void }) {
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
      <StatusAndAssignee it={it} />
      <Deed it={it} />
      <button type="button" class="icon" aria-label={say('client_card')} title={say('client_card')} aria-pressed={card} aria-keyshortcuts="i" onClick={toggleCard}>
        <Icon path={panel} />
      </button>
    </header>
  )
}

function StatusAndAssignee({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const assignee = useStore(desk.state, (state) => (it.assignee === null ? undefined : state.operators[it.assignee]))
  const dot = it.status === 'new' ? 'dot waits' : it.status === 'closed' ? 'dot over' : 'dot'
  return (
    <>
      <span class="pick"><i class={dot} /><span class="label status">{say(`status_${it.status}`)}</span></span>
      {assignee && (
        <span class="pick" title={say('assignee', { name: plainName(assignee.name) })}>
          <OperatorFace operator={assignee} size="d20" />
          <span class="label">{given(plainName(assignee.name))}</span>
        </span>
      )}
    </>
  )
}

/** Close what is ours. Taking and bringing back stand in place of the field. */
function Deed({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const working = useStore(busy, (all) => it.id in all)
  const unsent = usePending(it.id).some((item) => item.fate !== 'failed')
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  if (it.status === 'new' || it.status === 'closed') return null
  if (it.assignee !== me.id && me.role !== 'admin') return null
  const off = working || !connected || unsent
  const why = say(unsent ? 'close_pending' : connected ? 'close_conversation' : 'lost')
  return (
    <button
      type="button" class="btn" title={why} aria-label={why} aria-disabled={off || undefined} aria-keyshortcuts="e"
      onClick={() => off || void act(desk, it.id, 'close')}
    >
      <Icon path={check} size="m" /><span class="label">{say('close')}</span>
    </button>
  )
}

function Foot({ it }: { it: Conversation }) {
  const me = useStore(useDesk().state, (state) => state.me)
  if (it.status === 'closed') return <ClosedBar it={it} />
  if (it.status === 'new') return <TakeBar it={it} />
  if (it.assignee !== null && it.assignee !== me.id && me.role !== 'admin') return <TheirsBar it={it} />
  return <><Composer key={it.id} it={it} /><DropPlace conversation={it.id} /></>
}

function Missing({ id, gone, failed }: { id: string; gone: boolean; failed: boolean }) {
  const say = useSay()
  if (gone) return <Void title={say('gone')} words={say('gone_then')}><Stranded id={id} /></Void>
  return <main class="talk">{failed ? <Failed id={id} /> : <Bones />}</main>
}

function Failed({ id }: { id: string }) {
  const say = useSay()
  const desk = useDesk()
  return (
    <div class="void small" role="alert">
      <h2>{say('talk_failed')}</h2><p>{say('no_server')}</p>
      <button type="button" class="btn" onClick={() => void desk.loading.open(id)}>{say('try_again')}</button>
    </div>
  )
}

function Bones() {
  const say = useSay()
  return (
    <div class="place"><div class="log bones" role="status" aria-label={say('loading')}><div class="inner">
      <div class="grp"><div class="msg bone" data-first data-last /></div>
      <div class="grp out"><div class="msg bone" data-first data-last /></div>
    </div></div></div>
  )
}
