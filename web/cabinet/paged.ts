/** A list that is told by pages, the newest first: the first one at once, older ones when they are asked for, and all of them stay fresh. */
import { type RefObject } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
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
  /** The list: what came last is focused where the button that fetched it is gone. A row with nothing to press is to take the focus itself. */
  readonly list: RefObject<HTMLUListElement | null>
}

export function usePaged<Page extends { readonly next: string | null }, T>(path: string, of: (page: Page) => readonly T[]): Paged<T> {
  const ask = useAsk()
  const { say } = useSpeech()
  const count = useRef(1)
  /** From the first page on: where one ends and the next begins moves with every new row. */
  const read = useCallback(async (): Promise<readonly Page[]> => {
    const pages: Page[] = []
    for (let next: string | null = ''; next !== null && pages.length < count.current;) {
      const page: Page = await ask<Page>('GET', next ? `${path}${path.includes('?') ? '&' : '?'}cursor=${next}` : path)
      pages.push(page)
      next = page.next
    }
    return pages
  }, [ask, path])
  const { it, trouble, again, know } = useFetched(path, undefined, read)
  const [failed, setFailed] = useState('')
  const busy = useRef(false)
  const list = useRef<HTMLUListElement>(null)
  const from = useRef<number | null>(null)
  useEffect(() => {
    if (from.current !== null && document.activeElement === document.body) {
      const row = list.current?.children[from.current] as HTMLElement | undefined
      const first = row?.querySelector<HTMLElement>('summary, a, button') ?? row ?? list.current
      first?.focus()
    }
    from.current = null
  }, [it])
  const more = async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    count.current += 1
    const before = list.current?.children.length ?? 0
    try {
      const pages = await read()
      from.current = before
      know(pages)
      setFailed('')
    } catch (why) {
      count.current -= 1
      if (!(why instanceof RequestRefused)) throw why
      setFailed(why.message || say('no_server'))
    } finally {
      busy.current = false
    }
  }
  return {
    all: it && it.flatMap(of),
    trouble: failed || (!it && trouble ? trouble.message || say('no_server') : ''), more: (it?.at(-1)?.next ?? null) === null ? null : () => void more(), again, list,
  }
}
