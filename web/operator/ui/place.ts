/** Keeps a scrolled thread where the eye is, while words come at either end and the window changes its size. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Nearer to the end than this counts as being there. */
const END = 48
/** Nearer to the start than this, older words are asked for. */
const START = 400

export interface PlaceOptions {
  /** The start came near, and there is `more` before it. */
  reached(): void
  readonly more: boolean
  /** The end is in sight of somebody who is looking. */
  atEnd(): void
}

interface Kept {
  readonly end: boolean
  /** The message that the eye holds on to, and how far below the upper edge it stands. */
  readonly anchor: string | null
  readonly offset: number
  readonly seen: number | null
}

export function usePlace(options: PlaceOptions) {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const latest = useRef(options)
  latest.current = options
  const kept = useRef<Kept>({ end: true, anchor: null, offset: 0, seen: null })
  const [away, setAway] = useState(false)

  const look = (): void => {
    const element = box.current
    if (!element) return
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < END
    const anchor = end ? null : firstInSight(element)
    kept.current = { ...kept.current, end, anchor: anchor?.dataset['id'] ?? null, offset: anchor ? anchor.offsetTop - element.scrollTop : 0 }
    setAway(!end)
    if (latest.current.more && element.scrollTop < START) latest.current.reached()
    if (end && document.hasFocus() && !document.hidden) latest.current.atEnd()
  }

  const restore = (): void => {
    const element = box.current
    if (!element) return
    const { end, anchor, offset } = kept.current
    const held = anchor === null ? null : element.querySelector<HTMLElement>(`[data-id="${anchor}"]`)
    const top = end ? element.scrollHeight - element.clientHeight : held ? held.offsetTop - offset : element.scrollTop
    if (Math.abs(element.scrollTop - top) > 0.5) element.scrollTop = top
  }

  useLayoutEffect(() => {
    const element = box.current
    const fresh = element?.querySelector<HTMLElement>('[data-fresh]')
    if (element && fresh) element.scrollTop = fresh.offsetTop - element.clientHeight / 4
    else restore()
    look()
  }, [])
  useLayoutEffect(() => {
    restore()
    look()
  })
  useEffect(() => {
    const element = box.current
    if (!element || !inner.current) return
    const size = new ResizeObserver(() => {
      restore()
      look()
    })
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

  return {
    box, inner, away,
    toEnd(): void {
      kept.current = { ...kept.current, end: true }
      restore()
      look()
    },
    /** The last message that was there when the end was last in sight. */
    seen(newest: number): number {
      if (kept.current.end || kept.current.seen === null) kept.current = { ...kept.current, seen: newest }
      return kept.current.seen ?? newest
    },
  }
}

/** The first message whose end is below the upper edge: found by halving, they stand in order. */
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
  return all[from] ?? null
}
