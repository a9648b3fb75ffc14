/** Removal with a way back, for as long as what removes is on the screen: whoever leaves it, or the page, leaves nothing half removed. */
import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import { type Leaving, Removing } from '../removing'

export function useRemoving(failed: (one: Leaving, why: unknown) => void): Removing {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const latest = useRef(failed)
  latest.current = failed
  const [removing] = useState(() => new Removing(() => redraw(0), (one, why) => latest.current(one, why)))
  useEffect(() => {
    const settle = (): void => void removing.settle()
    addEventListener('pagehide', settle)
    return () => {
      removeEventListener('pagehide', settle)
      settle()
    }
  }, [removing])
  return removing
}
