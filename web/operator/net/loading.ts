/** Fetching: the overview, whole lists of those in work, pages of the closed, threads, and what facts left unknown. */
import { apply, without } from '../state/apply'
import { withActivities, withMessages, withOverview, withPage, withView } from '../state/fetched'
import { type Filter, isNarrow, keyOf, NO_FILTER } from '../state/filter'
import { LISTS, type ListName, type State, fetchedOf, fromOverview } from '../state/state'
import type { Store } from '../state/store'
import { store } from '../state/store'
import type { Fact, LadderStep, SearchPage } from '../wire'
import { type Api, RequestRefused } from './api'

const PAGE = 100
const LONG_PAGE = 50
/** Lists that are fetched to their ends; the others are fetched as far as one scrolls. */
const WHOLE: readonly ListName[] = ['new', 'mine']
const THREAD_PAGE = 50
/** The most that the server gives at once. */
const LEAP = 500
const MOST_PAGES = 20
const SETTLE = 120
const AT_ONCE = 20
/** The ladder's steps that go outside of the app, and when to ask what became of them: again later and later, until they have arrived. */
const OUTSIDE: ReadonlySet<LadderStep> = new Set(['push', 'letter', 'others', 'admins'])
const GOES_OUT = 3_000
const LAST = 60_000
const NOW = Promise.resolve()

/** What could not be fetched, by name: a list's, or a conversation's id. */
export type Troubles = Readonly<Record<string, RequestRefused>>

export class Loading {
  readonly troubles = store<Troubles>({})
  private busy = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private waits = new Set<ReturnType<typeof setTimeout>>()
  /** Settled when no conversation is being opened: whoever waits before the screen goes first. */
  private opened: Promise<unknown> = NOW
  private awaited = 0

  constructor(
    private api: Api,
    private state: Store<State>,
    private signedOut: () => void,
    private loaded: () => void,
  ) {}

  /** Everything once more, as at the start; what is shown stays until the new is there. */
  async again(open: string | null): Promise<void> {
    await this.run('overview', async () => {
      const overview = await this.api.overview()
      let next = fromOverview(overview, this.state.get())
      for (const list of ['new', 'mine'] as const) next = withPage(next, list, await this.api.list(list, null, PAGE))
      if (open !== null) next = (await this.thread(open))(next)
      this.state.update((was) => was.recent.reduce(apply, next)) // what was told meanwhile
    })
    this.lists()
  }

  /** New and Mine to their ends, so that whoever waits longest is known wherever they stand. */
  lists(): void {
    void this.whole(WHOLE)
    for (const list of LISTS) if (!WHOLE.includes(list) && fetchedOf(this.state.get(), list).loaded) void this.more(list)
  }

  /** The network is back: what could not be fetched is fetched now. */
  mend(open: string | null): void {
    const failed = Object.keys(this.troubles.get())
    if (failed.includes('overview')) return void this.again(open)
    for (const list of LISTS) if (failed.includes(list)) void (WHOLE.includes(list) ? this.whole([list]) : this.more(list))
    if (open !== null && failed.includes(open)) void this.open(open)
    this.settle()
  }

  /** The next page of a list, or its first; put in its place when `calm`. */
  more(list: ListName, filter: Filter = NO_FILTER, calm: () => Promise<unknown> = () => NOW): Promise<void> {
    const key = keyOf(list, filter)
    return this.run(key, async () => {
      const { loaded, next } = fetchedOf(this.state.get(), key)
      if (loaded && next === null) return
      const page = await this.api.list(list, next, WHOLE.includes(list) && !isNarrow(filter) ? PAGE : LONG_PAGE, filter)
      await calm()
      this.state.update((state) => withPage(state, key, page))
      this.loaded()
    })
  }

  /** A conversation and its newest messages, unless they are there. Pages of whole lists wait meanwhile. */
  open(id: string): Promise<void> {
    this.awaited++
    const opening = this.run(id, () => this.words(id)).finally(() => this.awaited--)
    this.opened = Promise.all([this.opened, opening])
    return opening
  }

  /** When nobody waits for the words of a conversation. */
  calm(): Promise<unknown> {
    return this.opened
  }

  /** Whether somebody waits for the words of a conversation. */
  get opening(): boolean {
    return this.awaited > 0
  }

  private async words(id: string): Promise<void> {
    if (this.state.get().threads[id] && this.state.get().conversations.has(id)) return
    const into = await this.thread(id)
    this.state.update(into)
    this.loaded()
  }

  /** The messages before the oldest that is there; all from `seq` on, if one is looked for. */
  older(id: string, seq?: number): Promise<void> {
    return this.run(`older ${id}`, async () => {
      const thread = this.state.get().threads[id]
      const first = thread?.messages[0]
      if (!thread?.more || !first || (seq !== undefined && first.seq <= seq)) return
      const page = await this.api.messages(id, first.seq, seq === undefined ? THREAD_PAGE : LEAP)
      this.state.update((state) => withMessages(state, id, page))
      await this.olderDeeds(id, page.messages[0]?.at ?? first.at)
    })
  }

  /** What was done since `at`, if it is not known yet. */
  private async olderDeeds(id: string, at: number): Promise<void> {
    const deeds = this.state.get().deeds[id]
    const oldest = deeds?.all[0]
    if (!deeds?.more || !oldest || oldest.at < at) return
    const page = await this.api.activities(id, oldest.position)
    this.state.update((state) => withActivities(state, id, page))
  }

  /** Somebody is called outside of the app: what became of it is asked for a moment later, where its line is on the screen. */
  calledOut(fact: Extract<Fact, { t: 'conversation_called' }>): void {
    if (OUTSIDE.has(fact.step) && fact.conversation in this.state.get().deeds) this.goesOut(fact.conversation, fact.position, GOES_OUT)
  }

  private goesOut(id: string, position: number, after: number): void {
    const timer = setTimeout(() => {
      this.waits.delete(timer)
      void this.run(`out ${id}`, async () => {
        const page = await this.api.activities(id, null)
        this.state.update((state) => withActivities(state, id, page))
        const line = page.activities.find((one) => one.position === position)
        if (line?.deliveries?.some((one) => one.state === 'waiting') && after < LAST) this.goesOut(id, position, after * 4)
      })
    }, after)
    this.waits.add(timer)
  }

  /** Have a conversation known, if it is within one's reach. */
  ask(id: string): void {
    this.state.update((state) => (state.unknown.includes(id) ? state : { ...state, unknown: [...state.unknown, id] }))
    this.settle()
  }

  /** Fetch, a moment later, what the facts left unknown. */
  settle(): void {
    const { unknown, countsStale } = this.state.get()
    if (unknown.length === 0 && !countsStale) return
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      void this.unknown()
    }, SETTLE)
  }

  stop(): void {
    clearTimeout(this.timer)
    for (const timer of this.waits) clearTimeout(timer)
  }

  private async unknown(): Promise<void> {
    const { unknown, countsStale } = this.state.get()
    await Promise.all(unknown.slice(0, AT_ONCE).map((id) => this.view(id)))
    if (countsStale) await this.run('counts', async () => this.counted())
    this.loaded()
    if (this.state.get().unknown.length < unknown.length) this.settle()
  }

  /** What has these words, within one's rights. */
  find(q: string, cursor: number | null): Promise<SearchPage> {
    return this.api.search(q, cursor)
  }

  /** The overview again: tags and counts. */
  async counted(): Promise<void> {
    const overview = await this.api.overview()
    this.state.update((state) => withOverview(state, overview))
    this.settle() // facts may have come while we asked
  }

  private view(id: string): Promise<void> {
    return this.run(`view ${id}`, async () => {
      try {
        const view = await this.api.conversation(id)
        this.state.update((state) => withView(state, view))
      } catch (trouble) {
        if (!(trouble instanceof RequestRefused) || trouble.status !== 404) throw trouble
        this.state.update((state) => without(state, id))
      }
    })
  }

  private async thread(id: string): Promise<(state: State) => State> {
    const [view, page, deeds] = await Promise.all([this.api.conversation(id), this.api.messages(id, null, THREAD_PAGE), this.api.activities(id, null)])
    return (state) => withActivities(withMessages(withView(state, view), id, page), id, deeds)
  }

  /** Lists by turns, a page at a time: whoever opens a conversation meanwhile has its words before the next page is asked for, or drawn. */
  private async whole(lists: readonly ListName[]): Promise<void> {
    let left = lists
    for (let page = 0; page < MOST_PAGES && left.length > 0; page++) {
      for (const list of left) {
        await this.opened
        await this.more(list, NO_FILTER, () => this.opened)
      }
      left = left.filter((list) => fetchedOf(this.state.get(), list).next !== null && !(list in this.troubles.get()))
    }
  }

  /** One fetch of a kind at a time; its trouble is noted, and forgotten when the next one succeeds. */
  private async run(name: string, fetching: () => Promise<void>): Promise<void> {
    if (this.busy.has(name)) return
    this.busy.add(name)
    try {
      await fetching()
      const { [name]: _mended, ...others } = this.troubles.get()
      if (_mended) this.troubles.set(others)
    } catch (trouble) {
      if (!(trouble instanceof RequestRefused)) throw trouble
      if (trouble.status === 401) return this.signedOut()
      this.troubles.set({ ...this.troubles.get(), [name]: trouble })
    } finally {
      this.busy.delete(name)
    }
  }
}
