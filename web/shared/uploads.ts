/**
 * Uploads: each file goes in pieces under an id of ours. After a break it goes on from where the server has it; a refusal stands
 * beside the file with the sentence that says why, and is tried again when the person says so. What a reload left behind is
 * found again on the server; what was only half there goes on as soon as the same file is chosen once more.
 */
import { newId } from './ids'
import type { Unsent, UnsentShelf } from './unsent'
import type { Upload } from './wire.gen'

export type Going = 'going' | 'waiting' | 'ready' | 'failed'

/** A file on its way. `sent` of `size` bytes are known to be there; `shown` is a picture's own address on this device. */
export interface Carried {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly modified: number
  readonly sent: number
  readonly state: Going
  readonly why: string
  readonly type: string
  readonly width: number | null
  readonly height: number | null
  readonly shown: string | null
  /** Null after a reload: the device gives it again only when it is chosen again. */
  readonly file: File | null
}

export interface UploadsOptions {
  /** Ask the server: the upload's address below the door's. Nothing that was answered: it throws. */
  ask(method: string, id: string, offset: number | null, body?: Blob | string): Promise<Response>
  /** The sentence for an answer that cannot be read. */
  unreadable(): string
  /** The sentence for a file that this device does not give us: moved since, taken out, or a folder. */
  vanished(): string
  /** The sentence for a file that a reload has cut off. */
  cut(): string
  /** Where it is written down what is not posted yet. */
  shelf: UnsentShelf
  /** Where a picture is shown that this device no longer has; null: nowhere. */
  preview(id: string): string | null | Promise<string | null>
  changed(): void
}

const PIECE = 256 * 1024
const AGAIN_AFTER = [1_000, 2_000, 5_000, 10_000]

export class Uploads {
  items: readonly Carried[] = []
  #stops = new Map<string, AbortController>()

  /** Begins with what an earlier page left. */
  constructor(private options: UploadsOptions) {
    for (const unsent of options.shelf.all()) this.#begin(unsent, null)
  }

  /** Begin to upload these files. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const { size, lastModified: modified, name = '' } = file
      const told = { name: name || 'image.png', size, modified }
      const unsent = { ...told, id: this.#begun(told) ?? newId() }
      this.options.shelf.put(unsent)
      this.#begin(unsent, file)
    }
    this.options.changed()
  }

  /** Under which id an earlier page began this very file; one that nothing came of is taken off. */
  #begun({ name, size, modified }: Omit<Unsent, 'id'>): string | undefined {
    const known = this.items.find((item) => !item.file && item.name === name && item.size === size && item.modified === modified)
    if (known && !known.sent) this.#drop(known.id)
    return known?.sent ? known.id : undefined
  }

  #begin({ id, name, size, modified }: Unsent, file: File | null): void {
    const shown = file && /^image\/(png|jpeg|gif|webp)$|\.(png|jpe?g|gif|webp)$/im.test(`${file.type}\n${name}`) ? URL.createObjectURL(file) : null
    const fresh: Carried = { id, name, size, modified, sent: 0, state: file ? 'going' : 'waiting', why: '', type: '', width: null, height: null, shown, file }
    this.items = [...this.items.filter((item) => item.id !== id), fresh]
    this.#stops.get(id)?.abort()
    this.#stops.set(id, new AbortController())
    void this.#run(id)
  }

  /** A failed one from the start. */
  retry(id: string): void {
    if (this.#find(id)?.state !== 'failed') return
    this.#change(id, { state: 'going', why: '' })
    void this.#run(id)
  }

  /** Another tab posted it, or gave it up. */
  elsewhere(id: string): void {
    if (this.#find(id)) this.#drop(id)
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

  /** It cannot be shown as a picture. */
  unshow(id: string): void {
    const { shown } = this.#find(id) ?? { shown: null }
    if (!shown) return
    URL.revokeObjectURL(shown)
    this.#change(id, { shown: null })
  }

  #drop(id: string): void {
    this.unshow(id)
    this.#stops.get(id)?.abort()
    this.#stops.delete(id)
    this.options.shelf.remove(id)
    this.items = this.items.filter((item) => item.id !== id)
    this.options.changed()
  }

  async #run(id: string): Promise<void> {
    const stop = this.#stops.get(id)
    for (let tries = 0; this.#stops.get(id) === stop; ) {
      const before = this.#find(id)?.sent ?? 0
      try {
        if (await this.#send(id)) return
      } catch {
        if ((this.#find(id)?.sent ?? 0) > before) tries = 0
        this.#change(id, { state: 'waiting' })
        await pause(AGAIN_AFTER[Math.min(tries++, AGAIN_AFTER.length - 1)] ?? 0, stop?.signal)
      }
    }
  }

  /** From where the server has it to the end. True when there is nothing left to do; it throws when the connection broke. */
  async #send(id: string): Promise<boolean> {
    const item = this.#find(id)
    if (!item) return true
    const { file, name, size } = item
    const first = file ? this.options.ask('PUT', id, null, JSON.stringify({ name, size })) : this.options.ask('GET', id, null)
    let upload = await this.#told(id, await first)
    while (upload && !upload.ready && this.#find(id)?.file === file) {
      this.#change(id, { state: 'going', sent: upload.received })
      const piece = file && (await read(file, upload.received))
      if (!piece) return this.#change(id, { state: 'failed', why: file ? this.options.vanished() : this.options.cut() }), true
      upload = await this.#told(id, await this.options.ask('PATCH', id, upload.received, piece))
    }
    if (upload?.ready) this.#settle(id, upload)
    return true
  }

  /** It is there. What only called itself a picture is not shown as one. */
  #settle(id: string, { name, size, type, width, height }: Upload): void {
    this.#change(id, { state: 'ready', sent: size, name, type, width, height })
    if (width === null) this.unshow(id)
    else if (!this.#find(id)?.shown) void this.#picture(id)
  }

  /** Without a picture it is a file like any other. */
  async #picture(id: string): Promise<void> {
    const shown = await Promise.resolve(this.options.preview(id)).catch(() => null)
    if (shown && !this.#find(id)) URL.revokeObjectURL(shown)
    else this.#change(id, { shown })
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

/** The next piece; null when the device does not give it. Asked before it is sent: a request that fails for it looks like a broken network. */
async function read(file: File, from: number): Promise<Blob | null> {
  try {
    return new Blob([await file.slice(from, from + PIECE).arrayBuffer()])
  } catch {
    return null
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
