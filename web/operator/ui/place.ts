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

export function usePlace(options: PlaceOptions) {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const latest = useRef(options)
  latest.current = options
  const kept = useRef<{ end: boolean; anchor: HTMLElement | null; offset: number; seen: number | null }>({ end: true, anchor: null, offset: 0, seen: null })
  const [away, setAway] = useState(false)

  const look = (): void => {
    const element = box.current
    if (!element) return
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < END
    const anchor = end ? null : firstInSight(element, inner.current)
    kept.current = { ...kept.current, end, anchor, offset: anchor ? anchor.offsetTop - element.scrollTop : 0 }
    setAway(!end)
    if (latest.current.more && element.scrollTop < START) latest.current.reached()
    if (end && document.hasFocus() && !document.hidden) latest.current.atEnd()
  }

  const restore = (): void => {
    const element = box.current
    if (!element) return
    const { end, anchor, offset } = kept.current
    const top = end ? element.scrollHeight - element.clientHeight : anchor?.isConnected ? anchor.offsetTop - offset : element.scrollTop
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
      kept.current.end = true
      restore()
      look()
    },
    /** The last message that was there when the end was last in sight. */
    seen(newest: number): number {
      if (kept.current.end || kept.current.seen === null) kept.current.seen = newest
      return kept.current.seen
    },
  }
}

function firstInSight(box: HTMLElement, inner: HTMLElement | null): HTMLElement | null {
  for (const child of inner?.children ?? [])
    if (child instanceof HTMLElement && !child.matches('.day, .older') && child.offsetTop + child.offsetHeight > box.scrollTop) return child
  return null
}
