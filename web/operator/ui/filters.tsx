/** The menu at the list's head: by which channel, operator, tag, day and rating the list is narrowed. */
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { close, filter as funnel } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import { type Filter, fromQuery, isNarrow, NO_FILTER, toQuery } from '../state/filter'
import { type Store, store, useStore } from '../state/store'
import { useDesk, useSay } from './room'

/** What the list that is shown is narrowed by: what the address says, and it says what was chosen. */
export const filter: Store<Filter> = store(fromQuery(location.search))

/** Keep filter and address in step from now on. */
export function followFilter(): void {
  addEventListener('popstate', () => filter.set(fromQuery(location.search)))
  filter.watch(() => {
    const query = toQuery(filter.get())
    if (query !== location.search) history.replaceState(history.state, '', location.pathname + query)
  })
}

const DAY = 86_400_000

export function FilterMenu() {
  const say = useSay()
  const now = useStore(filter, (it) => it)
  return (
    <Menu
      label={say(isNarrow(now) ? 'filter_on' : 'filter')} class={isNarrow(now) ? 'icon on' : 'icon'} kind="dialog" boxClass="filters"
      button={<Icon path={funnel} />} onOpen={(box) => box.querySelector<HTMLElement>('select')?.focus()}
    >
      <Fields now={now} />
    </Menu>
  )
}

function Fields({ now }: { now: Filter }) {
  const say = useSay()
  const desk = useDesk()
  const operators = useStore(desk.state, (state) => state.operators)
  const tags = useStore(desk.state, (state) => state.tags)
  const set = (change: Partial<Filter>): void => filter.set({ ...filter.get(), ...change })
  const people = Object.values(operators).sort((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      <Choice name={say('filter_channel')} value={now.channel} all={[['site', say('channel_site')]]} pick={(it) => set({ channel: it === null ? null : 'site' })} />
      <Choice name={say('filter_operator')} value={now.operator} all={people.map((one) => [one.id, plainName(one.name)])} pick={(operator) => set({ operator })} />
      <Choice name={say('filter_tag')} value={now.tag} all={tags.map((one) => [one.id, plainName(one.name)])} pick={(tag) => set({ tag })} />
      <Day name={say('filter_since')} value={dayOf(now.since)} pick={(day) => set({ since: midnight(day) })} />
      <Day name={say('filter_until')} value={dayOf(now.until === null ? null : now.until - DAY / 2)} pick={(day) => set({ until: after(day) })} />
      <Choice name={say('filter_rating')} value={now.rating === null ? null : String(now.rating)} all={['5', '4', '3', '2', '1'].map((n) => [n, n])} pick={(n) => set({ rating: n === null ? null : Number(n) })} />
      <button type="button" class="btn" onClick={() => filter.set(NO_FILTER)}><Icon path={close} size="s" />{say('filter_none')}</button>
    </>
  )
}

interface ChoiceOptions {
  readonly name: string
  readonly value: string | null
  readonly all: readonly (readonly [value: string, words: string])[]
  pick(value: string | null): void
}

export function Choice({ name, value, all, pick }: ChoiceOptions) {
  const say = useSay()
  return (
    <label>
      <span>{name}</span>
      <select value={value ?? ''} onChange={(event) => pick(event.currentTarget.value || null)}>
        <option value="">{say('filter_any')}</option>
        {all.map(([one, words]) => <option key={one} value={one}>{words}</option>)}
      </select>
    </label>
  )
}

/** A day, typed or chosen. While its year is being typed it is a day of the first centuries: that is not meant yet. */
export function Day({ name, value, pick }: { name: string; value: string; pick: (day: string) => void }) {
  const typed = (day: string): void => {
    if (day === '' || day >= '1970-01-02') pick(day)
  }
  return <label><span>{name}</span><input type="date" value={value} onChange={(event) => typed(event.currentTarget.value)} /></label>
}

/** The day's first moment here; null for no day. */
export function midnight(day: string): number | null {
  return day ? new Date(`${day}T00:00`).getTime() : null
}

/** The first moment of the day after; null for no day. */
export function after(day: string): number | null {
  if (!day) return null
  const next = new Date(`${day}T00:00`)
  next.setDate(next.getDate() + 1)
  return next.getTime()
}

export function dayOf(moment: number | null): string {
  if (moment === null) return ''
  const it = new Date(moment)
  return [it.getFullYear(), it.getMonth() + 1, it.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
}
