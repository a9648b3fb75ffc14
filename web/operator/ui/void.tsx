/** An empty middle: who waits, or that nobody does, and what to press. */
import type { ComponentChildren } from 'preact'
import { Gazebo } from '../../shared/ui/gazebo'
import { fetchedOf } from '../state/state'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import { LostStrip } from './connection'
import { KEYS_SHORT, KeyList } from './help'
import { useList } from './list'
import { clientName } from './people'
import { useClock, useDesk, useMedia, useSay } from './room'
import { go } from './route'

export function Void({ title, words, children }: { title: string; words: string; children?: ComponentChildren }) {
  return <main class="talk"><LostStrip /><div class="void"><Gazebo /><h1 class="title">{title}</h1><p>{words}</p>{children}</div></main>
}

/** Nothing is open: the one who has waited longest is offered. */
export function NothingOpen() {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me.id)
  const known = useStore(desk.state, (state) => fetchedOf(state, 'new').loaded && fetchedOf(state, 'mine').loaded)
  const waiting = [...useList('new').waiting, ...useList('mine').waiting]
  const first = waiting.sort((a, b) => (a.waiting_since ?? 0) - (b.waiting_since ?? 0))[0]
  const time = useClock((now) => (first?.waiting_since ? span(now - first.waiting_since, say) : ''))
  const mouse = !useMedia('(pointer: coarse)')
  if (!first && !known) return <main class="talk"><LostStrip /><p class="unseen" role="status">{say('loading')}</p></main>
  if (!first) return <Void title={say('nobody_waits')} words={say('nobody_waits_then')} />
  const name = clientName(first, say)
  const open = (): void => go({ list: first.assignee === me ? 'mine' : 'new', conversation: first.id })
  return (
    <main class="talk">
      <LostStrip />
      <div class="void">
        <Gazebo />
        <h1 class="title">{say('pick_one')}</h1>
        <p>{say('pick_one_then', { n: waiting.length, name, time })}</p>
        <button type="button" class="btn main" onClick={open}>{say('open_first', { name })}</button>
        {mouse && <KeyList keys={KEYS_SHORT} />}
      </div>
    </main>
  )
}
