/** The canned responses, as this app holds them: fetched whole, and again whenever the server says that they are others by now. */
import { Typed } from '../state/keeping'
import { type Store, store } from '../state/store'
import type { CannedLibrary } from '../wire'
import { type Api, RequestRefused } from './api'

export class Library {
  /** Null until they have been fetched for the first time. */
  readonly held: Store<CannedLibrary | null> = store<CannedLibrary | null>(null)
  /** Whether they could not be fetched when it was last tried. */
  readonly failed: Store<boolean> = store(false)
  /** What is being typed by whoever keeps them. */
  readonly typed = new Typed()
  private fetching = false
  private stale = false

  constructor(private api: Pick<Api, 'canned'>, private signedOut: () => void) {}

  /** Fetch them; what was told while an answer was on its way is fetched once more. */
  async fetch(): Promise<void> {
    this.stale = true
    if (this.fetching) return
    this.fetching = true
    try {
      while (this.stale) {
        this.stale = false
        const fresh = await this.api.canned()
        this.failed.set(false)
        if (fresh.version !== this.held.get()?.version) this.held.set(fresh)
      }
    } catch (trouble) {
      if (!(trouble instanceof RequestRefused)) throw trouble
      this.failed.set(true)
      if (trouble.status === 401) this.signedOut() // else: the next connection fetches them
    } finally {
      this.fetching = false
    }
  }
}
