/** What a part of the screen fetches by itself, and keeps fresh. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { RequestRefused } from '../net/api'
import { useStore } from '../state/store'
import { useDesk } from './room'

const AGAIN_AFTER = 1_000
const AGAIN_AT_LAST = 30_000

/**
 * Fetches something of a conversation: when `news` change, when the connection comes back, when something went unheard, and again while it
 * fails. Whoever waits for words goes first. Answers with how to try at once, where the last attempt failed; what was there stays.
 */
export function useFetched<T>(id: string, fetch: () => Promise<T>, take: (it: T) => void, ...news: readonly unknown[]): (() => void) | null {
  const desk = useDesk()
  const times = useStore(desk.connection, (now) => (now.state === 'open' ? now.times : 0))
  const unheard = useStore(desk.state, (state) => state.unheard)
  const [tried, setTried] = useState(0)
  const [failed, setFailed] = useState('')
  const failures = useRef(0)
  const again = (): void => setTried((n) => n + 1)
  const took = (it: T): void => {
    failures.current = 0
    setFailed('')
    take(it)
  }
  useEffect(() => {
    if (times === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const missed = (trouble: unknown): void => {
      setFailed(id)
      if (passes(trouble)) timer = setTimeout(again, Math.min(AGAIN_AFTER * 2 ** failures.current++, AGAIN_AT_LAST))
    }
    void desk.loading.calm().then(() => {
      if (!over) fetch().then((it) => over || took(it), (trouble: unknown) => over || missed(trouble))
    })
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [id, ...news, times, unheard, tried])
  return failed === id ? again : null
}

/** Whether the next attempt may fare better: no answer, a busy server or a broken one. */
function passes(trouble: unknown): boolean {
  return trouble instanceof RequestRefused && (trouble.status === 0 || trouble.status === 429 || trouble.status >= 500)
}
