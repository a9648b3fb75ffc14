/** The page's calls, `besedka(name, …)`: those made before we came, and those that come. */

export type Call = (...args: unknown[]) => void

interface Ear {
  push(args: Iterable<unknown>): unknown
}

interface Stub {
  (...args: unknown[]): void
  /** What was said before we came; afterwards, whoever listens. */
  q?: Iterable<Iterable<unknown>> | Ear
  besedka?: true
  /** The nodes that the snippet has put on the page before the site's own scripts looked for them (besedka/domain/project.py). */
  n?: HTMLButtonElement[]
}

export interface Calls {
  /** The nodes that the snippet has put on the page: the button, and the chat's line among several ways. */
  readonly nodes: readonly HTMLButtonElement[]
  answer(make: (name: string, args: unknown[]) => void): void
}

/** Claims the page's `besedka`; null when an earlier copy of this script has it already. */
export function claimCalls(): Calls | null {
  const page = window as Window & { besedka?: unknown }
  if (typeof page.besedka !== 'function') {
    const stub: Stub = (page.besedka = (...args: unknown[]) => void ((stub.q ??= [] as Iterable<unknown>[]) as Ear).push(args))
  }
  const stub = page.besedka as Stub
  if (stub.besedka) return null
  stub.besedka = true
  return {
    nodes: stub.n ?? [],
    answer(make) {
      const say = ([name, ...args]: Iterable<unknown>) => make(`${name}`, args)
      const waiting = [...((stub.q ?? []) as Iterable<Iterable<unknown>>)]
      stub.q = { push: say }
      waiting.forEach(say)
    },
  }
}
