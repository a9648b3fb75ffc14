/** The keyboard does everything. Letters go by their place on the keyboard, so a Russian layout does as well as an English one. */
import { useEffect } from 'preact/hooks'
import type { Desk } from '../net/desk'
import { ordered } from '../state/lists'
import { type Composing, compose } from '../state/composing'
import { LISTS } from '../state/state'
import { act, openNextNew, take } from './acts'
import { go, goUp, route } from './route'

export function useKeys(desk: Desk, showKeys: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (event.key === 'Escape') return escaped(event)
      if (writing(event.target) || overlaid()) return
      if (deed(desk, event, showKeys)) event.preventDefault()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [desk, showKeys])
}

function deed(desk: Desk, event: KeyboardEvent, showKeys: () => void): boolean {
  if (event.key === '?') return showKeys(), true
  if (event.shiftKey) return false
  switch (event.code) {
    case 'KeyJ':
      return move(desk, 1)
    case 'KeyK':
      return move(desk, -1)
    case 'KeyR':
      return reply('answer')
    case 'KeyN':
      return reply('note')
    case 'KeyT':
      return takeNew(desk)
    case 'KeyE':
      return close(desk)
    case 'Digit1':
    case 'Digit2':
    case 'Digit3':
      return go({ list: LISTS[Number(event.code.at(-1)) - 1] ?? 'new', conversation: null, client: false }), true
    default:
      return false
  }
}

/** The conversation above or below in the list. */
function move(desk: Desk, step: 1 | -1): boolean {
  const { list, conversation } = route.get()
  const { conversations, me } = desk.state.get()
  const { waiting, answered } = ordered(list, conversations, me)
  const all = [...waiting, ...answered]
  const here = all.findIndex((it) => it.id === conversation)
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step]
  if (next) go({ conversation: next.id, client: false }, conversation !== null)
  return true
}

function reply(mode?: Composing['mode']): boolean {
  const { conversation } = route.get()
  if (mode && conversation !== null) compose(conversation, { mode, editing: null })
  document.querySelector<HTMLTextAreaElement>('#answer')?.focus()
  return true
}

/** Take the open one if it is new; else open the new one that has waited longest. */
function takeNew(desk: Desk): boolean {
  const id = route.get().conversation
  const it = id === null ? undefined : desk.state.get().conversations[id]?.it
  if (it?.status === 'new') void take(desk, it.id).then((took) => took && requestAnimationFrame(() => reply()))
  else openNextNew(desk)
  return true
}

function close(desk: Desk): boolean {
  const { conversations, me } = desk.state.get()
  const it = conversations[route.get().conversation ?? '']?.it
  const unsent = desk.unsent.get().some((item) => item.body.conversation === it?.id && item.failed === undefined)
  if (it?.status === 'open' && it.assignee === me.id && !unsent) void act(desk, it.id, 'close')
  return true
}

/** Out of the field first, then one step up. */
function escaped(event: KeyboardEvent): void {
  if (overlaid()) return
  if (writing(event.target)) (event.target as HTMLElement).blur()
  else goUp()
}

function writing(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]')
}

/** A menu or a window is open: keys are theirs. */
function overlaid(): boolean {
  return document.querySelector('dialog[open], .menu:popover-open') !== null
}
