/**
 * Uploads: each file goes in pieces under an id of ours. After a break it goes on from where the server has it; a refusal stands
 * beside the file with the sentence that says why, and is tried again when the person says so.
 */
import { newId } from './ids'
import type { Upload } from './wire.gen'

export type Going = 'going' | 'waiting' | 'ready' | 'failed'

/** A file on its way. `sent` of `size` bytes are known to be there; `shown` is a picture's own address on this device. */
export interface Carried {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly sent: number
  readonly state: Going
  readonly why: string
  readonly type: string
  readonly width: number | null
  readonly height: number | null
  readonly shown: string | null
  readonly file: File
}

export interface UploadsOptions {
  /** Ask the server: the upload's address below the door's. Nothing that was answered: it throws. */
  ask(method: string, id: string, offset: number | null, body?: Blob | string): Promise<Response>
  /** The sentence for an answer that cannot be read. */
  unreadable(): string
  changed(): void
}

const PIECE = 256 * 1024
const AGAIN_AFTER = [1_000, 2_000, 5_000, 10_000]

interface Kept {
  readonly file: File
  readonly stop: AbortController
}

export class Uploads {
  items: readonly Carried[] = []
  #kept = new Map<string, Kept>()

  constructor(private options: UploadsOptions) {}

  /** Begin to upload these files. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const id = newId()
      this.#kept.set(id, { file, stop: new AbortController() })
      const shown = /^image\/(png|jpeg|gif|webp)$|\.(png|jpe?g|gif|webp)$/im.test(`${file.type}\n${file.name}`) ? URL.createObjectURL(file) : null
      const fresh = { id, name: file.name || 'image.png', size: file.size, sent: 0, why: '', type: file.type, width: null, height: null, shown, file }
      this.items = [...this.items, { ...fresh, state: 'going' }]
      void this.#run(id)
    }
    this.options.changed()
  }

  /** A failed one from the start. */
  retry(id: string): void {
    if (this.#find(id)?.state !== 'failed') return
    this.#change(id, { state: 'going', why: '' })
    void this.#run(id)
  }

  /** Give one up; the server is told, and forgets it by itself if it does not hear. */
  cancel(id: string): void {
    this.#drop(id)
    void this.options.ask('DELETE', id, null).catch(() => {})
  }

  /** They were posted: they are the message's now. */
  posted(): void {
    for (const { id } of this.items) this.#drop(id)
  }

  #drop(id: string): void {
    const { shown } = this.#find(id) ?? { shown: null }
    this.#kept.get(id)?.stop.abort()
    this.#kept.delete(id)
    if (shown) URL.revokeObjectURL(shown)
    this.items = this.items.filter((item) => item.id !== id)
    this.options.changed()
  }

  async #run(id: string): Promise<void> {
    for (let tries = 0; this.#kept.has(id); ) {
      const before = this.#find(id)?.sent ?? 0
      try {
        if (await this.#send(id)) return
      } catch {
        if ((this.#find(id)?.sent ?? 0) > before) tries = 0
        this.#change(id, { state: 'waiting' })
        await pause(AGAIN_AFTER[Math.min(tries++, AGAIN_AFTER.length - 1)] ?? 0, this.#kept.get(id)?.stop.signal)
      }
    }
  }

  /** From where the server has it to the end. True when there is nothing left to do; it throws when the connection broke. */
  async #send(id: string): Promise<boolean> {
    const kept = this.#kept.get(id)
    if (!kept) return true
    const { file } = kept
    const name = this.#find(id)?.name ?? file.name
    let upload = await this.#told(id, await this.options.ask('PUT', id, null, JSON.stringify({ name, size: file.size })))
    while (upload && !upload.ready && this.#kept.has(id)) {
      this.#change(id, { state: 'going', sent: upload.received })
      const piece = file.slice(upload.received, upload.received + PIECE)
      upload = await this.#told(id, await this.options.ask('PATCH', id, upload.received, piece))
    }
    if (upload?.ready) {
      const { name, type, width, height } = upload
      this.#change(id, { state: 'ready', sent: file.size, name, type, width, height })
    }
    return true
  }

  /** What the server says of it; null when it was refused. What may pass by itself counts as a broken connection. */
  async #told(id: string, answer: Response): Promise<Upload | null> {
    if (answer.ok) return (await answer.json()) as Upload
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status))
    const problem = (await answer.json().catch(() => ({}))) as { message?: string }
    this.#change(id, { state: 'failed', why: problem.message || this.options.unreadable() })
    return null
  }

  #find(id: string): Carried | undefined {
    return this.items.find((item) => item.id === id)
  }

  #change(id: string, by: Partial<Carried>): void {
    if (!this.#find(id)) return
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...by } : item))
    this.options.changed()
  }
}

/** Wait, but no longer than until the network is back or nobody waits any more. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer)
      removeEventListener('online', end)
      done()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
    signal?.addEventListener('abort', end)
  })
}
