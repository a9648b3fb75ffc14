/** The list: who waits on top, then the answered; only the rows in sight are drawn, however many there are. */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { check, search } from '../../shared/ui/icons'
import { Column } from '../state/column'
import type { Ordered } from '../state/lists'
import { plainName } from '../../shared/linkify'
import { type Filter, isNarrow, keyOf, NO_FILTER } from '../state/filter'
import { fetchedOf, type ListName } from '../state/state'
import { useStore } from '../state/store'
import { useFinding } from './acts'
import { PHONE, useDesk, useLanguage, useMedia, useSay } from './room'
import { OldStrip } from './connection'
import { filter, FilterMenu } from './filters'
import { Row } from './row'
import { go, route } from './route'
import { still } from './still'

const HEAD = 28
const SPARE = 6
/** Drawn anew by so many rows, not by the pixel. */
const STRIDE = 4

export function List({ children }: { children?: ComponentChildren }) {
  const say = useSay()
  const phone = useMedia(PHONE)
  const language = useLanguage()
  const desk = useDesk()
  const list = useStore(route, (here) => here.list)
  const count = useStore(desk.state, (state) => state.counts.it[list])
  const narrow = useStore(filter, (it) => it)
  const key = keyOf(list, narrow)
  const loaded = useStore(desk.state, (state) => fetchedOf(state, key).loaded)
  const tag = useStore(desk.state, (state) => state.tags.find((one) => one.id === narrow.tag))
  const title = list === 'all' && tag ? plainName(tag.name) : say(`list_${list}`)
  const trouble = useStore(desk.loading.troubles, (all) => all[key])
  useEffect(() => {
    if (!loaded) void desk.loading.more(list, narrow)
  }, [desk, list, narrow, loaded])
  const shown = useList(list, narrow)
  const empty = shown.waiting.length + shown.answered.length === 0
  return (
    <section class="list" aria-label={title} {...(phone ? { role: 'main' as const } : {})}>
      <header><h1 class="ell">{title}{count > 0 && !isNarrow(narrow) && <small class="num">{count.toLocaleString(language)}</small>}</h1><FindButton /><FilterMenu /></header>
      <OldStrip />
      {!loaded && empty && !trouble && <Bones />}
      {trouble && empty && <Broken list={list} />}
      {loaded && empty && (isNarrow(narrow) ? <NothingSo /> : <Empty list={list} />)}
      {!empty && <Rows list={list} shown={shown} />}
      {children}
    </section>
  )
}

/** Search, where no rail holds it. */
function FindButton() {
  const say = useSay()
  const find = useFinding()
  return <button type="button" class="icon only-phone" aria-label={say('find')} onClick={find}><Icon path={search} /></button>
}

/** The list as it stands now, in order. */
export function useList(list: ListName, narrow: Filter = NO_FILTER): Ordered {
  const desk = useDesk()
  return useStore(desk.state, (state) => desk.standings.of(list, state, narrow))
}

function Rows({ list, shown }: { list: ListName; shown: Ordered }) {
  const say = useSay()
  const desk = useDesk()
  const box = useRef<HTMLDivElement>(null)
  const height = useMedia(PHONE) ? 80 : 74
  const narrow = useStore(filter, (it) => it)
  const column = useMemo(() => new Column(list, shown, height), [list, shown, height])
  const [from, to] = useWindow(box, column, height)
  const more = useStore(desk.state, (state) => fetchedOf(state, keyOf(list, narrow)).next !== null)

  useEffect(() => {
    if (more && to >= column.length - SPARE) void desk.loading.more(list, narrow)
  }, [desk, list, narrow, more, to, column.length])
  useCurrentInSight(box, column)
  const size = useSize(list, narrow, shown.waiting.length + shown.answered.length, more)
  return (
    <div class="rows" ref={box}>
      <div class="stack" role="list" aria-label={say(`list_${list}`)} style={{ blockSize: `${column.height + 8}px` }}>
        {column.slice(from, to).map((item) => {
          if (item.kind === 'row') return <StillRow key={item.key} it={item.it} list={list} top={item.top} position={item.place} of={size} />
          const style = { '--y': `${item.top}px` }
          if (item.kind === 'rest') return <p key="rest" class="rest" role="presentation" style={style}><Icon path={check} size="s" />{say('all_answered')}</p>
          return <h2 key={item.key} role="presentation" style={style}><span>{say(item.key)}</span><span class="num">{item.count}</span></h2>
        })}
      </div>
    </div>
  )
}

const StillRow = still(Row)

/** How many rows the list has, those that are not fetched yet among them: no row is drawn anew because more have come. -1: not known. */
function useSize(list: ListName, narrow: Filter, rows: number, more: boolean): number {
  const count = useStore(useDesk().state, (state) => state.counts.it[list])
  if (!more) return rows
  return isNarrow(narrow) ? -1 : Math.max(count, rows)
}

/** Which items are in sight, with a few to spare; what holds the focus stays. */
function useWindow(box: { current: HTMLDivElement | null }, column: Column, row: number): [number, number] {
  const [view, setView] = useState({ top: 0, height: 900 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const look = (): void => {
      const top = Math.floor(element.scrollTop / (row * STRIDE)) * row * STRIDE
      setView((was) => (was.top === top && was.height === element.clientHeight ? was : { top, height: element.clientHeight }))
    }
    const size = new ResizeObserver(look)
    size.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      size.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box, row])
  return [column.at(view.top - SPARE * row), column.at(view.top + view.height + (SPARE + STRIDE) * row) + 1]
}

/** A conversation that was opened from elsewhere is brought into sight; one that was pressed is there already. */
function useCurrentInSight(box: { current: HTMLDivElement | null }, column: Column): void {
  const desk = useDesk()
  const id = useStore(route, (here) => here.conversation)
  useEffect(() => {
    const element = box.current
    const it = id === null ? undefined : desk.state.get().conversations.get(id)?.it
    const item = it && column.find(it)
    if (!element || !item) return
    if (item.top < element.scrollTop) element.scrollTop = Math.max(0, item.top - HEAD)
    const end = item.top + item.height - element.clientHeight
    if (end > element.scrollTop) element.scrollTop = end + 8
  }, [id])
}

function Bones() {
  const say = useSay()
  return (
    <div class="rows bones" role="status" aria-label={say('loading')}>
      {[1, 2, 3, 4].map((n) => <div key={n} class="row bone"><span /><span /><span /><span /></div>)}
    </div>
  )
}

function Broken({ list }: { list: ListName }) {
  const say = useSay()
  const desk = useDesk()
  return (
    <div class="rows"><div class="void small" role="alert">
      <h2>{say('list_failed')}</h2><p>{say('no_server')}</p>
      <button type="button" class="btn" onClick={() => void desk.loading.more(list, filter.get())}>{say('try_again')}</button>
    </div></div>
  )
}

/** Nothing in the list is as asked for. */
function NothingSo() {
  const say = useSay()
  return (
    <div class="rows"><div class="void small">
      <h2>{say('filter_nothing')}</h2>
      <button type="button" class="btn" onClick={() => filter.set(NO_FILTER)}>{say('filter_none')}</button>
    </div></div>
  )
}

function Empty({ list }: { list: ListName }) {
  const say = useSay()
  return (
    <div class="rows"><div class="void small">
      <h2>{say(`empty_${list}`)}</h2><p>{say(`empty_${list}_then`)}</p>
      {list === 'mine' && <button type="button" class="btn" onClick={() => go({ list: 'new', conversation: null })}>{say('to_new')}</button>}
    </div></div>
  )
}
