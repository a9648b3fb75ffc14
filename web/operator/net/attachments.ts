/** What is being attached, a set of uploads for each place (a conversation's answer, its note): kept while one looks elsewhere, and over a reload. */
import type { Language } from '../../shared/i18n'
import type { Shelf } from '../../shared/shelf'
import { unsentOf, unsentOn } from '../../shared/unsent'
import { uploadsAt } from '../../shared/ui/uploading'
import { type Carried, Uploads } from '../../shared/uploads'
import { contentOf, previewOf } from '../state/content'
import { type Store, store } from '../state/store'
import type { File as Sent } from '../wire'
import { RequestRefused } from './api'

export type Attached = Readonly<Record<string, readonly Carried[]>>

export class Attachments {
  readonly all: Store<Attached> = store<Attached>({})
  /** How many copies are being fetched for each place: until they are there, nothing goes. */
  readonly copying: Store<Readonly<Record<string, number>>> = store({})
  private sets = new Map<string, Uploads>()
  private stopped = false

  constructor(private language: () => Language, private shelf: Shelf) {}

  /** The files of one place, named as its draft is. */
  of(place: string): Uploads {
    return this.sets.get(place) ?? this.begun(place)
  }

  /** Attach a copy of each of these, which the server has; RequestRefused when it does not give one. */
  async copy(place: string, files: readonly Sent[]): Promise<void> {
    const count = (by: number): void => this.copying.update((all) => ({ ...all, [place]: (all[place] ?? 0) + by }))
    count(files.length)
    try {
      this.of(place).add(await Promise.all(files.map(copied)))
    } finally {
      count(-files.length)
    }
  }

  /** Another window took a file off (`text` null): it was posted there, or given up. */
  elsewhere(entry: string, text: string | null): void {
    const gone = text === null ? unsentOf(entry) : null
    if (gone) this.sets.get(gone.place)?.elsewhere(gone.id)
  }

  /** Whoever sat here has left: what is not there yet waits on the shelf for them, and nothing more goes out. */
  stop(): void {
    this.stopped = true
  }

  private begun(place: string): Uploads {
    const at = uploadsAt('/api/operator/v1', this.language)
    const made: Uploads = new Uploads({
      ...at,
      ask: (...asked) => (this.stopped ? new Promise<never>(() => {}) : at.ask(...asked)),
      preview: previewOf,
      shelf: unsentOn(this.shelf, place),
      changed: () => this.all.set({ ...this.all.get(), [place]: made.items }),
    })
    this.sets.set(place, made)
    this.all.set({ ...this.all.get(), [place]: made.items })
    return made
  }
}

async function copied({ id, name, type }: Sent): Promise<File> {
  const answer = await fetch(contentOf(id)).catch(() => null)
  if (!answer?.ok) throw new RequestRefused(answer?.status ?? 0, 'no_server', {}, '')
  return new File([await answer.blob()], name, { type })
}
