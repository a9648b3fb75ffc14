/** What the cabinet asks its server: answers that stay fresh, and changes. */
import { createContext } from 'preact'
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks'
import { RequestRefused, request } from '../shared/ui/http'
import { useSpeech } from './room'

export const BASE = '/api/owner/v1'
const FRESH = 10_000

/** Called when the session is over. */
export const SignedOut = createContext<() => void>(() => {})

/** Called when something is not there any more: perhaps it is the whole project. */
export const Lost = createContext<() => void>(() => {})

export type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>

/** One request in the language of the moment; RequestRefused tells why not. */
export function useAsk(): Ask {
  const { language } = useSpeech()
  const signedOut = useContext(SignedOut)
  const lost = useContext(Lost)
  return useCallback(async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    try {
      return await request<T>(language, method, BASE + path, body)
    } catch (trouble) {
      if (trouble instanceof RequestRefused && trouble.status === 401) signedOut()
      if (trouble instanceof RequestRefused && trouble.status === 404) lost()
      throw trouble
    }
  }, [language, signedOut, lost])
}

export interface Fetched<T> {
  readonly it: T | null
  readonly trouble: RequestRefused | null
  readonly again: () => Promise<void>
  /** Take what another answer has told: one that was asked for before it says nothing newer. */
  readonly know: (it: T) => void
}

/** What the server answers, asked again now and then while the page is seen. What is there stays when an answer fails. `read`, the same at every
 * call, asks for what takes more than one request. */
export function useFetched<T>(path: string, every = FRESH, read?: () => Promise<T>): Fetched<T> {
  const ask = useAsk()
  const [found, setFound] = useState<{ path: string; it: T | null; trouble: RequestRefused | null }>({ path, it: null, trouble: null })
  const known = useRef(0)
  const know = useCallback((it: T) => {
    known.current += 1
    setFound({ path, it, trouble: null })
  }, [path])
  const again = useCallback(async () => {
    const before = known.current
    try {
      const it = await (read ? read() : ask<T>('GET', path))
      if (known.current === before) setFound({ path, it, trouble: null })
    } catch (trouble) {
      if (!(trouble instanceof RequestRefused)) throw trouble
      setFound((was) => ({ path, it: was.path === path ? was.it : null, trouble }))
    }
  }, [ask, path, read])
  useEffect(() => {
    void again()
    const timer = setInterval(() => void (document.hidden || again()), every)
    return () => clearInterval(timer)
  }, [again, every])
  return { it: found.path === path ? found.it : null, trouble: found.trouble, again, know }
}
