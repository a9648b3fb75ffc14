/** What is being attached to the answers, a set of uploads for each conversation: kept while one looks elsewhere. */
import { type Carried, Uploads } from '../../shared/uploads'
import type { Language } from '../../shared/i18n'
import { type Store, store } from '../state/store'

export type Attached = Readonly<Record<string, readonly Carried[]>>

export class Attachments {
  readonly all: Store<Attached> = store<Attached>({})
  private sets = new Map<string, Uploads>()

  constructor(private language: () => Language) {}

  of(conversation: string): Uploads {
    const known = this.sets.get(conversation)
    if (known) return known
    const made: Uploads = new Uploads({
      ask: (method, id, offset, body) => ask(this.language(), method, id, offset, body),
      unreadable: () => (this.language() === 'ru' ? 'Сервер не принял файл.' : 'The server did not take the file.'),
      changed: () => this.all.set({ ...this.all.get(), [conversation]: made.items }),
    })
    this.sets.set(conversation, made)
    return made
  }
}

function ask(language: Language, method: string, id: string, offset: number | null, body?: Blob | string): Promise<Response> {
  const json = typeof body === 'string' ? { 'Content-Type': 'application/json' } : { 'Content-Type': 'application/octet-stream' }
  return fetch(`/api/operator/v1/files/${id}${offset === null ? '' : `?offset=${offset}`}`, {
    method,
    headers: { 'Accept-Language': language, ...(body === undefined ? {} : json) },
    signal: AbortSignal.timeout(60_000),
    ...(body === undefined ? {} : { body }),
  })
}
