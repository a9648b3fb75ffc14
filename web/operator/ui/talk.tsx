/** The conversation in the middle: its head, its words, and what one can do with it. */
import { useLayoutEffect } from 'preact/hooks'
import { useStore } from '../state/store'
import type { Conversation } from '../wire'
import { AskedBar, ClosedBar, TakeBar, TakenNotice, TheirsBar } from './bars'
import { DropPlace } from './attachments'
import { Composer } from './composer'
import { LostStrip } from './connection'
import { Head } from './head'
import { KeptWords } from './kept'
import { Log } from './log'
import { useDesk, useSay } from './room'
import { route } from './route'
import { Stranded } from './stranded'
import { Void } from './void'

export interface TalkOptions {
  readonly id: string
  readonly card: boolean
  toggleCard(): void
}

/** Where one goes is asked for at once, before anything of it is drawn. */
export function useAskingFirst(): void {
  const desk = useDesk()
  useLayoutEffect(() => route.watch(() => {
    const { conversation } = route.get()
    if (conversation !== null && !(conversation in desk.state.get().taken)) void desk.loading.open(conversation)
  }), [desk])
}

export function Talk({ id, card, toggleCard }: TalkOptions) {
  const desk = useDesk()
  const it = useStore(desk.state, (state) => state.conversations.get(id)?.it)
  const thread = useStore(desk.state, (state) => state.threads[id])
  const taken = useStore(desk.state, (state) => state.taken[id])
  const trouble = useStore(desk.loading.troubles, (all) => all[id])
  useLayoutEffect(() => { // not after the frame: the words are waited for
    desk.opened = id
    if (!taken) void desk.loading.open(id)
    return () => {
      desk.opened = null
    }
  }, [desk, id, taken, thread === undefined, it === undefined]) // what becomes ours again is fetched again
  if (!it) return taken ? <TakenNotice id={id} taken={taken} /> : <Missing id={id} gone={trouble?.status === 404} failed={trouble !== undefined} />
  return (
    <main class="talk">
      <Head it={it} card={card} toggleCard={toggleCard} />
      <LostStrip />
      {thread ? <Log key={id} it={it} thread={thread} /> : trouble && trouble.status !== 404 ? <Failed id={id} /> : <Bones />}
      {thread && <Foot it={it} />}
    </main>
  )
}

function Foot({ it }: { it: Conversation }) {
  const me = useStore(useDesk().state, (state) => state.me)
  if (it.status === 'closed') return <><KeptWords id={it.id} back /><ClosedBar it={it} /></>
  if (it.status === 'new') return <><KeptWords id={it.id} back /><TakeBar it={it} /></>
  if (it.assignee !== null && it.assignee !== me.id && me.role !== 'admin') return <TheirsBar it={it} />
  return <>{it.status === 'confirming' && <AskedBar />}<Composer key={it.id} it={it} /><DropPlace conversation={it.id} /></>
}

function Missing({ id, gone, failed }: { id: string; gone: boolean; failed: boolean }) {
  const say = useSay()
  if (gone) return <Void title={say('gone')} words={say('gone_then')}><Stranded id={id} /><KeptWords id={id} back={false} /></Void>
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
