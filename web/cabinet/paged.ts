/** A list that is told by pages, the newest first: the first one stays fresh, older ones come when they are asked for. */
import { type RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { RequestRefused } from '../shared/ui/http'
import { useSpeech } from './room'
import { useAsk, useFetched } from './server'

export interface Paged<T> {
  /** Null while nothing is known. */
  readonly all: readonly T[] | null
  readonly trouble: string
  /** Null: there is no more. */
  readonly more: (() => void) | null
  readonly again: () => Promise<void>
  /** The list: what came last is focused where the button that fetched it is gone. */
  readonly list: RefObject<HTMLUListElement | null>
}

export function usePaged<Page extends { readonly next: string | null }, T>(path: string, of: (page: Page) => readonly T[], key: (one: T) => string): Paged<T> {
  const ask = useAsk()
  const { say } = useSpeech()
  const { it, trouble, again } = useFetched<Page>(path)
  const [older, setOlder] = useState<{ all: readonly T[]; next: string | null } | null>(null)
  const [failed, setFailed] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const from = useRef<number | null>(null)
  const first = it ? of(it) : []
  const seen = new Set(first.map(key))
  const next = older ? older.next : it?.next ?? null
  useEffect(() => {
    if (from.current !== null && document.activeElement === document.body) list.current?.children[from.current]?.querySelector<HTMLElement>('summary, a, button')?.focus()
    from.current = null
  }, [older])
  const more = async (): Promise<void> => {
    try {
      const page = await ask<Page>('GET', `${path}${path.includes('?') ? '&' : '?'}cursor=${next}`)
      from.current = first.length + (older?.all.length ?? 0)
      setOlder((was) => ({ all: [...(was?.all ?? []), ...of(page)], next: page.next }))
      setFailed('')
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      setFailed(why.message || say('no_server'))
    }
  }
  return {
    all: it && [...first, ...(older?.all.filter((one) => !seen.has(key(one))) ?? [])],
    trouble: failed || (!it && trouble ? trouble.message || say('no_server') : ''), more: next === null ? null : () => void more(), again, list,
  }
}
