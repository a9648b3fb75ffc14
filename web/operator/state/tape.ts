/** Where the lines of a thread stand: measured where they have been drawn, guessed elsewhere. */
import type { Line } from './lines'

/** What has been measured, by the keys of the lines; it outlives the lines, which are made anew with each message. */
export type Measured = Map<string, number>

/** Of the lines `from` (included) `to` (not included). */
export interface Span {
  readonly from: number
  readonly to: number
}

interface Kinds {
  readonly kind: string
  readonly key: string
}

export class Tape<L extends Kinds = Line> {
  /** Where each line begins; the last is the height of all. */
  readonly tops: Float64Array
  private places: Map<string, number> | undefined

  constructor(readonly lines: readonly L[], private readonly measured: Measured) {
    this.tops = new Float64Array(lines.length + 1)
    lines.forEach((line, i) => {
      this.tops[i + 1] = this.top(i) + (measured.get(line.key) ?? guess(line))
    })
  }

  get height(): number {
    return this.top(this.lines.length)
  }

  top(i: number): number {
    return this.tops[i] ?? 0
  }

  /** The line at this height; beyond the ends, the first or the last. */
  at(y: number): number {
    let from = 0
    let to = Math.max(0, this.lines.length - 1)
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.top(middle + 1) > y) to = middle
      else from = middle + 1
    }
    return from
  }

  span(top: number, bottom: number): Span {
    return this.lines.length === 0 ? { from: 0, to: 0 } : { from: this.at(top), to: this.at(bottom) + 1 }
  }

  /** Whether nothing of what stands between the two heights is outside the span. */
  covers({ from, to }: Span, top: number, bottom: number): boolean {
    return (from === 0 || this.top(from) <= top) && (to >= this.lines.length || this.top(to) >= bottom)
  }

  /** The line was drawn and is so high: everything below it moves. */
  measure(i: number, height: number): void {
    const line = this.lines[i]
    const more = height - (this.top(i + 1) - this.top(i))
    if (!line) return
    this.measured.set(line.key, height)
    if (more !== 0) for (let below = i + 1; below < this.tops.length; below++) this.tops[below] = this.top(below) + more
  }

  /** In which line a message or a note stands; -1: in none. */
  find(id: string): number {
    this.places ??= placed(this.lines)
    return this.places.get(id) ?? -1
  }

  /** The first message or note at this line or below it. */
  idFrom(i: number): string | null {
    for (let n = i; n < this.lines.length; n++) {
      const line = this.lines[n]
      const [id] = line ? ids(line) : []
      if (id !== undefined) return id
    }
    return null
  }

  /** The nearest day mark above this line; -1: none. */
  dayAbove(i: number): number {
    for (let n = i - 1; n >= 0; n--) if (this.lines[n]?.kind === 'day') return n
    return -1
  }
}

const NONE: readonly string[] = []

function placed(lines: readonly Kinds[]): Map<string, number> {
  const places = new Map<string, number>()
  lines.forEach((line, i) => {
    for (const one of ids(line)) places.set(one, i)
  })
  return places
}

function ids(line: Kinds): readonly string[] {
  const it = line as Line
  return it.kind === 'group' ? it.said.map((said) => said.id) : it.kind === 'note' ? [it.key] : NONE
}

const ROW = 20
const LETTERS = 56
const FILE = 60

/** How high a line will be, about: rows of text and the air round them. */
function guess(line: Kinds): number {
  const it = line as Line
  if (it.kind === 'note') return 64 + rows(it.note.text) * ROW + it.note.files.length * FILE
  if (it.kind !== 'group') return 34
  return it.said.reduce((sum, said) => sum + 16 + rows(said.text) * ROW + said.files.length * FILE, it.joined ? 0 : 8)
}

function rows(text: string): number {
  return Math.max(1, Math.ceil(text.length / LETTERS))
}
