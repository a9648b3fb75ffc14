/** What the keys do to a desk. Which key does what is said in `keys.ts` alone. */
import { RequestRefused } from '../net/api'
import type { Desk } from '../net/desk'
import { type Composing, compose } from '../state/composing'
import type { ListName } from '../state/state'
import { leading, openNextNew, refusal, take } from './acts'
import { NO_FILTER } from '../state/filter'
import { filter } from './filters'
import { go, route } from './route'

/** The conversation above or below in the list. */
export function move(desk: Desk, step: 1 | -1): boolean {
  const { list, conversation } = route.get()
  const { waiting, answered } = desk.standings.of(list, desk.state.get(), filter.get())
  const all = [...waiting, ...answered]
  const here = all.findIndex((it) => it.id === conversation)
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step]
  if (next) go({ conversation: next.id, client: false }, conversation !== null)
  return true
}

export function reply(mode?: Composing['mode']): boolean {
  const { conversation } = route.get()
  if (mode && conversation !== null) compose(conversation, { mode, editing: null })
  document.querySelector<HTMLTextAreaElement>('#answer')?.focus()
  return true
}

/** Take the open one if it is new; else open the new one that has waited longest. */
export function takeNew(desk: Desk): boolean {
  const id = route.get().conversation
  const it = id === null ? undefined : desk.state.get().conversations.get(id)?.it
  if (it?.status === 'new') void take(desk, it.id).then((took) => took && requestAnimationFrame(() => reply()))
  else openNextNew(desk)
  return true
}

export function toList(list: ListName, replace = false): true {
  go({ list, conversation: null, client: false }, replace)
  filter.set(NO_FILTER)
  return true
}

/** Everything in work that has this tag. */
export function toTag(tag: string): void {
  go({ list: 'all', conversation: null, client: false })
  filter.set({ ...NO_FILTER, tag })
}

/** The dialog of the open conversation's lead. */
export function makeLead(): boolean {
  const { conversation } = route.get()
  leading.set(conversation)
  return conversation !== null
}

/** Press what stands on the screen for this; a locked one says why. Nothing where it does not stand. */
export function press(shortcut: string): true {
  const button = [...document.querySelectorAll<HTMLElement>(`[aria-keyshortcuts="${shortcut}"]`)].find((one) => one.offsetParent !== null)
  if (button?.ariaDisabled === 'true') refusal.set(new RequestRefused(0, 'locked', {}, button.title))
  else button?.click()
  return true
}

/** The canned responses over the field, as if a slash had been typed there. */
export function canned(): true {
  document.querySelector<HTMLTextAreaElement>('#answer')?.focus()
  return press('/')
}
