/**
 * The keyboard does everything, and this table is all that it does: the sheet of keys is drawn from it, so it cannot lie.
 * Letters go by their place on the keyboard, so a Russian layout does as well as an English one.
 */
import { useLayoutEffect } from 'preact/hooks'
import type { Desk } from '../net/desk'
import { LISTS, listsOf, type ListName } from '../state/state'
import type { Operator } from '../wire'
import type { Key } from '../words/ru'
import { goUp } from './route'
import { canned, makeLead, move, press, reply, takeNew, toList } from './strokes'

export interface Binding {
  /** Where the key stands: `KeyboardEvent.code`. */
  readonly code: string
  /** What it writes, for signs that stand elsewhere on other layouts: `KeyboardEvent.key`. */
  readonly sign?: string
  readonly shift?: true
  /** Pressed before it, within a moment. */
  readonly after?: string
  readonly does: Key
  readonly run: (desk: Desk, showKeys: () => void) => boolean
}

const GO = 'KeyG'
/** So long a first key waits for its second. */
const SECOND_WITHIN = 1_500
const LETTERS: Readonly<Record<ListName, string>> = { new: 'KeyN', mine: 'KeyM', unanswered: 'KeyU', all: 'KeyA', closed: 'KeyC' }

export const KEYS: readonly Binding[] = [
  { code: 'KeyJ', does: 'key_move', run: (desk) => move(desk, 1) },
  { code: 'KeyK', does: 'key_move', run: (desk) => move(desk, -1) },
  { code: 'KeyT', does: 'key_take', run: takeNew },
  { code: 'KeyR', does: 'key_reply', run: () => reply('answer') },
  { code: 'KeyN', does: 'key_note', run: () => reply('note') },
  { code: 'Slash', sign: '/', does: 'key_canned', run: canned },
  { code: 'KeyA', does: 'key_hand', run: () => press('a') },
  { code: 'KeyL', does: 'crm_key', run: makeLead },
  { code: 'KeyE', does: 'key_close', run: () => press('e') },
  { code: 'KeyI', does: 'key_client', run: () => press('i') },
  ...LISTS.map((list): Binding => ({ code: LETTERS[list], after: GO, does: `list_${list}`, run: (desk) => listsOf(desk.state.get().me).includes(list) && toList(list) })),
  ...LISTS.map((_, at): Binding => ({ code: `Digit${at + 1}`, does: 'key_lists', run: (desk) => toList(listsOf(desk.state.get().me)[at] ?? 'closed') })),
  { code: 'Slash', sign: '?', shift: true, does: 'key_help', run: (_, showKeys) => (showKeys(), true) },
]

/** What the field does with keys of its own; its tests press them. */
export const FIELD_KEYS: readonly (readonly [keys: readonly string[], does: Key])[] = [
  [['↵'], 'key_send'], [['Shift', '↵'], 'key_break'], [['Alt', '↑'], 'key_last'], [['Esc'], 'key_back'],
]

/** What the keys do for this operator: none leads to a list that is not theirs. */
export function keysOf(me: Operator): readonly Binding[] {
  const lists: readonly Key[] = LISTS.filter((list) => !listsOf(me).includes(list)).map((list) => `list_${list}` as const)
  return KEYS.filter((one) => !lists.includes(one.does))
}

/** The binding that an event means, if `first` was pressed just before. */
export function bound(event: Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey'>, first: string | null): Binding | undefined {
  const fits = ({ code, sign, shift, after }: Binding): boolean =>
    (after ?? null) === first && (sign !== undefined && event.key === sign || event.code === code && event.shiftKey === (shift ?? false))
  return KEYS.find(fits)
}

/** The table as the sheet shows it: keys that do the same share a line. */
export function lines(all: readonly Binding[] = KEYS): [keys: string[], does: Key][] {
  const found = new Map<Key, string[]>()
  for (const one of all) found.set(one.does, [...(found.get(one.does) ?? []), ...(one.after ? [cap(one.after)] : []), one.sign ?? cap(one.code)])
  return [...found].map(([does, keys]) => [keys, does])
}

function cap(code: string): string {
  return code.replace(/^(Key|Digit)/, '')
}

/** Listens from the first drawing on: whoever sees the app may press. */
export function useKeys(desk: Desk, showKeys: () => void): void {
  useLayoutEffect(() => {
    let first: { code: string; at: number } | null = null
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (event.key === 'Escape') return escaped(event)
      if (writing(event.target) || overlaid()) return
      const before = first && event.timeStamp - first.at < SECOND_WITHIN ? first.code : null
      first = before === null && event.code === GO && !event.shiftKey ? { code: GO, at: event.timeStamp } : null
      if (bound(event, before)?.run(desk, showKeys)) event.preventDefault()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [desk, showKeys])
}

/** Ctrl+K, or Cmd+K, opens the palette from wherever one is, the field of the answer too. */
export function useFindKey(find: () => void): void {
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      if (!document.querySelector('dialog[open]')) find()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [find])
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
