/** Keeps a scrolled thread where the eye is, while words come at either end and the window changes its size; draws only what is near the eye. */
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { Span, Tape } from '../state/tape'

/** Nearer to the end than this counts as being there. */
const END = 48
/** Nearer to the start than this, older words are asked for. */
const START = 1000
/** So much is drawn above and below what is in sight, and drawn anew when less than `NEAR` is left of it. */
const SPARE = 1000
const NEAR = 500
/** At first no more than what is in sight is drawn, and a little; the rest when that has been seen. */
const FIRST = 100
const REST_AFTER = 150
/** The line that says where the new begins. */
const MARK = 40
/** Before anything has been measured. */
const SCREEN = 900

export interface PlaceOptions {
  readonly tape: Tape<{ readonly kind: string; readonly key: string }>
  /** Where to begin, the id of a message; null: at the end. */
  readonly from: string | null
  /** The start came near, and there is `more` before it. */
  reached(): void
  readonly more: boolean
  /** The end is in sight of somebody who is looking. */
  atEnd(): void
}

interface Kept {
  readonly end: boolean
  /** The message that the eye holds on to, and how far below the upper edge it stands; null: it stands where it may. */
  readonly anchor: string | null
  readonly offset: number | null
  /** How far the upper edge is below the top of the anchor's line. */
  readonly within: number
  readonly seen: number | null
}

export function usePlace(options: PlaceOptions) {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const latest = useRef(options)
  latest.current = options
  const kept = useRef<Kept>(begin(options.from))
  const wanted = useRef<string | 'end' | null>(null)
  const [away, setAway] = useState(false)
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const spare = useRef({ drawn: FIRST, near: 0 })
  const span = spanOf(options.tape, kept.current, box.current, spare.current.drawn)
  const drawn = useRef(span)
  drawn.current = span
  const focused = box.current?.contains(document.activeElement) ?? false

  /** The top of what is in sight, counted from the top of the first line. */
  const eye = (element: HTMLElement): number => {
    const gap = above.current
    const drawnTop = latest.current.tape.top(drawn.current.from)
    return gap ? element.scrollTop - (gap.offsetTop + gap.offsetHeight) + drawnTop : 0
  }

  const look = (): void => {
    const element = box.current
    if (!element) return
    const { tape, more } = latest.current
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < END
    const top = eye(element)
    kept.current = { ...kept.current, ...hold(element, tape, top), end }
    setAway(!end)
    if (more && element.scrollTop < START) latest.current.reached()
    if (end && document.hasFocus() && !document.hidden) latest.current.atEnd()
    const { drawn: about, near } = spare.current
    if (tape.covers(drawn.current, top - near, top + element.clientHeight + near)) return
    const next = spanOf(tape, kept.current, element, about)
    if (next.from !== drawn.current.from || next.to !== drawn.current.to) redraw(0)
  }

  const restore = (): void => {
    const element = box.current
    if (!element) return
    const { end, anchor, offset } = kept.current
    const held = anchor === null ? null : messageOf(element, anchor)
    const top = end ? element.scrollHeight - element.clientHeight : held && offset !== null ? held.offsetTop - offset : element.scrollTop
    if (Math.abs(element.scrollTop - top) > 0.5) element.scrollTop = top
  }

  const settle = (): void => {
    if (above.current) measure(above.current, drawn.current, latest.current.tape)
    restore()
    look()
  }

  useLayoutEffect(() => {
    if (options.from !== null) kept.current = begin(options.from, box.current?.clientHeight)
  }, [])
  useLayoutEffect(() => {
    settle()
    const element = box.current
    if (element && wanted.current !== null) focusOn(element, wanted.current)
    else if (element && focused && !element.contains(document.activeElement)) element.focus({ preventScroll: true })
    wanted.current = null
  })
  useEffect(() => {
    const element = box.current
    if (!element || !inner.current) return
    const size = new ResizeObserver(settle)
    size.observe(element)
    size.observe(inner.current)
    element.addEventListener('scroll', look, { passive: true })
    addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      size.disconnect()
      element.removeEventListener('scroll', look)
      removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])

  useEffect(() => {
    const timer = setTimeout(() => {
      spare.current = { drawn: SPARE, near: NEAR }
      redraw(0)
    }, REST_AFTER)
    return () => clearTimeout(timer)
  }, [])

  return {
    box, inner, above, away, span,
    toEnd(focus = false): void {
      kept.current = { ...kept.current, end: true }
      wanted.current = focus ? 'end' : null
      redraw(0)
    },
    /** Bring this message before the eye, and give it the focus. */
    to(id: string): void {
      const offset = (box.current?.clientHeight ?? SCREEN) / 3
      kept.current = { ...kept.current, end: false, anchor: id, offset, within: -offset }
      wanted.current = id
      redraw(0)
    },
    /** The last message that was there when the end was last in sight. */
    seen(newest: number): number {
      if (kept.current.end || kept.current.seen === null) kept.current = { ...kept.current, seen: newest }
      return kept.current.seen ?? newest
    },
  }
}

/** Something is left above the message one begins with: what had been read is in sight. */
function begin(from: string | null, height = SCREEN): Kept {
  const offset = height / 4 + MARK
  return { end: from === null, anchor: from, offset, within: -offset, seen: null }
}

/** What shall be drawn: what is in sight and a good deal round it, and all that is selected. */
function spanOf(tape: PlaceOptions['tape'], kept: Kept, box: HTMLElement | null, spare: number): Span {
  const height = box?.clientHeight ?? SCREEN
  const line = kept.end || kept.anchor === null ? -1 : tape.find(kept.anchor)
  const top = line < 0 ? tape.height - height : tape.top(line) + kept.within
  const { from, to } = tape.span(top - spare, top + height + spare)
  const chosen = box ? selected(box).map((id) => tape.find(id)).filter((i) => i >= 0) : []
  return { from: Math.min(from, ...chosen), to: Math.max(to, ...chosen.map((i) => i + 1)) }
}

/** The messages where a selection begins and ends. */
function selected(box: HTMLElement): string[] {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed) return []
  return [selection.anchorNode, selection.focusNode].flatMap((node) => {
    const element = node instanceof Element ? node : node?.parentElement
    const id = element && box.contains(element) ? element.closest<HTMLElement>('[data-id]')?.dataset['id'] : undefined
    return id === undefined ? [] : [id]
  })
}

/** What the eye holds on to: a message in sight, or, where none is drawn yet, the place among the lines. */
function hold(box: HTMLElement, tape: PlaceOptions['tape'], top: number): Pick<Kept, 'anchor' | 'offset' | 'within'> {
  const first = firstInSight(box)
  const anchor = first?.dataset['id'] ?? tape.idFrom(tape.at(top))
  const line = anchor === null ? -1 : tape.find(anchor)
  return { anchor, offset: first ? first.offsetTop - box.scrollTop : null, within: top - tape.top(Math.max(0, line)) }
}

/** Of the messages in sight the first whose end is below the upper edge: found by halving, they stand in order. */
function firstInSight(box: HTMLElement): HTMLElement | null {
  const all = box.querySelectorAll<HTMLElement>('[data-id]')
  let from = 0
  let to = all.length - 1
  while (from < to) {
    const middle = (from + to) >> 1
    const one = all[middle]
    if (one && one.offsetTop + one.offsetHeight > box.scrollTop) to = middle
    else from = middle + 1
  }
  const found = all[from]
  if (!found || found.offsetTop + found.offsetHeight <= box.scrollTop) return null
  return found.offsetTop < box.scrollTop + box.clientHeight ? found : null
}

/** The drawn lines stand after the gap, one element each. */
function measure(gap: HTMLElement, { from, to }: Span, tape: PlaceOptions['tape']): void {
  let line = gap.nextElementSibling
  for (let i = from; i < to && line instanceof HTMLElement; i++, line = line.nextElementSibling) {
    const { marginTop, marginBottom } = getComputedStyle(line)
    tape.measure(i, line.getBoundingClientRect().height + parseFloat(marginTop) + parseFloat(marginBottom))
  }
}

function messageOf(box: HTMLElement, id: string): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-id="${id}"]`)
}

function focusOn(box: HTMLElement, which: string | 'end'): void {
  const all = box.querySelectorAll<HTMLElement>('.msg[tabindex], .memo[tabindex]')
  const one = which === 'end' ? all[all.length - 1] : messageOf(box, which)
  one?.focus({ preventScroll: true })
}
