/** A value that can be watched: the app's state lives in one of these. */
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks'

export interface Store<T> {
  get(): T
  set(next: T): void
  update(change: (was: T) => T): void
  watch(listener: () => void): () => void
}

/** A store that holds `first`. Listeners run at once, after the change; setting the same value is silent. */
export function store<T>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  const set = (next: T): void => {
    if (Object.is(next, value)) return
    value = next
    for (const listener of [...listeners]) listener()
  }
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The selected part of the store; the component is drawn again only when that part changes. */
export function useStore<T, P>(from: Store<T>, select: (value: T) => P): P {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const picked = select(from.get())
  const latest = useRef({ select, picked })
  latest.current = { select, picked }
  useLayoutEffect(() => { // not after the frame: what changes before the first painting is drawn too
    const check = (): void => {
      if (!Object.is(latest.current.select(from.get()), latest.current.picked)) redraw(0)
    }
    check()
    return from.watch(check)
  }, [from])
  return picked
}
