/**
 * The outbox: what was written and is not yet known to be stored. Nothing leaves it but by an answer of the server.
 *
 * Every item has an entry of its own on the shelf, so that tabs never overwrite each other's, and an id that stays the same
 * over every attempt, so that the server stores it once. Items go one at a time, in the order of their writing:
 * the next is said when the one before has its answer, so a refusal can never let a later message overtake.
 */
import { Alarms } from './alarms'
import { newId } from './ids'
import type { Shelf } from './shelf'

export interface Item<Body> {
  readonly id: string
  readonly at: number
  /** Its place in the order of writing: counted, because a device's clock may be set back between two messages. */
  readonly turn: number
  readonly body: Body
  /** The refusal's sentence: it will not be sent again until the person says so. */
  readonly failed?: string
  /** What of a form it was about. */
  readonly field?: unknown
}

export interface OutboxOptions<Body> {
  shelf: Shelf
  /** Say the item now; false: there is no connection. */
  say(item: Item<Body>): boolean
  changed(): void
}

const PLACE = 'out.'
const ANSWER_WITHIN = 15_000
/** So long another tab has to send what it wrote, before we do. */
export const OTHERS_FIRST = 5_000

export class Outbox<Body> {
  #options: OutboxOptions<Body>
  items: readonly Item<Body>[]
  #open = false
  #said: string | null = null
  #timer = new Alarms<'next'>()

  constructor(options: OutboxOptions<Body>) {
    this.#options = options
    this.items = this.#kept().sort(byTurn)
  }

  /** Keep `body` (on the shelf before this returns) and send it as soon as its turn comes; `id`: it was tried under this one. */
  add(body: Body, id = newId()): Item<Body> {
    const turn = Math.max(0, ...[...this.items, ...this.#kept()].map((item) => item.turn)) + 1
    const item = { id, at: Date.now(), turn, body }
    this.#keep(item)
    this.#send()
    return item
  }

  /** There is a connection: everything unanswered is said again from the start. */
  opened(): void {
    this.#open = true
    this.#said = null
    this.#send()
  }

  shut(): void {
    this.#open = false
    this.#said = null
    this.#timer.clear()
  }

  /** These ids are stored on the server, however that became known. */
  stored(ids: readonly string[]): void {
    for (const id of ids) if (this.#find(id)) this.#drop(id)
    this.#send()
  }

  /** `again`: the same item goes again after `wait` ms; else it has failed, with the sentence that says why. */
  refused(id: string, again: boolean, wait: number, sentence: string, field?: unknown): void {
    const item = this.#find(id)
    if (!item) return
    if (again) return this.#later(wait)
    this.#keep({ ...item, failed: sentence, field })
    this.#said = null
    this.#send()
  }

  /** The person tries a failed one again: the same words, under a new id, now the newest. */
  retry(id: string): void {
    const item = this.#find(id)
    if (!item?.failed) return
    this.#drop(id)
    this.add(item.body)
  }

  discard(id: string): void {
    if (this.#find(id)?.failed !== undefined) this.#drop(id)
  }

  /** Another tab wrote an item, or took it off (`text` null). It sends its own; should it vanish, we do. */
  elsewhere(name: string, text: string | null): void {
    if (!name.startsWith(PLACE)) return
    const id = name.slice(PLACE.length)
    if (text === null) return this.#takenOff(id)
    for (const item of parse<Body>(text)) this.#put(item)
    if (!this.#said) this.#later(OTHERS_FIRST)
  }

  /** One that had failed was thrown away or retried; any other was stored, and shows until its fact arrives. */
  #takenOff(id: string): void {
    const item = this.#find(id)
    if (!item) return
    this.#options.shelf.remove(PLACE + id)
    if (item.failed !== undefined) this.items = this.items.filter((other) => other.id !== id)
    this.#options.changed()
  }

  #send(): void {
    if (!this.#open || this.#said) return
    const next = this.items.find((item) => item.failed === undefined)
    if (!next) return this.#timer.clear()
    if (!this.#options.say(next)) return
    this.#said = next.id
    this.#later(ANSWER_WITHIN)
  }

  #later(wait: number): void {
    if (this.#open) this.#timer.set('next', wait, () => {
      this.#said = null
      this.#send()
    })
  }

  /** All that lies on the shelf, whichever tab put it there. */
  #kept(): Item<Body>[] {
    return this.#options.shelf.list(PLACE).flatMap(([, text]) => parse<Body>(text))
  }

  #find(id: string): Item<Body> | undefined {
    return this.items.find((item) => item.id === id)
  }

  #keep(item: Item<Body>): void {
    this.#options.shelf.set(PLACE + item.id, JSON.stringify(item))
    this.#put(item)
  }

  #put(item: Item<Body>): void {
    const others = this.items.filter((other) => other.id !== item.id)
    this.items = [...others, item].sort(byTurn)
    this.#options.changed()
  }

  #drop(id: string): void {
    this.#options.shelf.remove(PLACE + id)
    this.items = this.items.filter((item) => item.id !== id)
    if (this.#said === id) this.#said = null
    this.#options.changed()
  }
}

/** Two tabs that wrote at the same moment count alike; any order of theirs is right, if it is the same everywhere. */
function byTurn(one: Item<unknown>, other: Item<unknown>): number {
  return one.turn - other.turn || (one.id < other.id ? -1 : 1)
}

function parse<Body>(text: string): Item<Body>[] {
  try {
    const item = JSON.parse(text) as Item<Body> | null
    return item && typeof item.id === 'string' && item.body ? [{ ...item, turn: Number(item.turn) || 0 }] : []
  } catch {
    return []
  }
}
