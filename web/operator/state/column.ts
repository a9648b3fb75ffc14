/** Where the rows of a list stand: their heights are fixed, so that places are reckoned and no row is walked past. */
import type { Conversation } from '../wire'
import type { Ordered } from './lists'
import { place } from './standings'
import type { ListName } from './state'

const HEAD = 28
const REST = 36

export type Item =
  | { readonly kind: 'head'; readonly key: 'waiting' | 'answered'; readonly count: number; readonly height: number; readonly top: number }
  | { readonly kind: 'rest'; readonly key: 'rest'; readonly height: number; readonly top: number }
  | { readonly kind: 'row'; readonly key: string; readonly it: Conversation; readonly place: number; readonly height: number; readonly top: number }

/** Items of one kind and height, one under the other. */
interface Piece {
  readonly kind: 'head' | 'rest' | 'rows'
  readonly part: keyof Ordered
  readonly count: number
  readonly first: number
  readonly top: number
  readonly height: number
  /** How many rows stand above. */
  readonly rows: number
}

export class Column {
  readonly length: number
  readonly height: number
  private readonly pieces: readonly Piece[]

  constructor(list: ListName, private readonly shown: Ordered, row: number) {
    this.pieces = cut(list, shown, row)
    const last = this.pieces.at(-1)
    this.length = last ? last.first + last.count : 0
    this.height = last ? last.top + last.count * last.height : 0
  }

  /** The item at this height; beyond the ends, the first or the last. */
  at(y: number): number {
    const piece = this.pieces.findLast((one) => one.top <= y)
    return piece ? piece.first + Math.min(piece.count - 1, Math.floor((y - piece.top) / piece.height)) : 0
  }

  /** The items `from` (included) `to` (not included). */
  slice(from: number, to: number): Item[] {
    const items: Item[] = []
    for (let i = Math.max(0, from); i < Math.min(to, this.length); i++) items.push(this.item(i))
    return items
  }

  /** Where the conversation's row stands; undefined: nowhere. */
  find(it: Conversation): Item | undefined {
    for (const piece of this.pieces) {
      if (piece.kind !== 'rows') continue
      const n = place(piece.part, this.shown[piece.part], it)
      if (this.shown[piece.part][n]?.id === it.id) return this.item(piece.first + n)
    }
    return undefined
  }

  private item(i: number): Item {
    const { kind, part, first, top, height, rows } = this.pieces.findLast((one) => one.first <= i) as Piece
    const n = i - first
    if (kind === 'head') return { kind, key: part, count: this.shown[part].length, height, top }
    if (kind === 'rest') return { kind, key: 'rest', height, top }
    const it = this.shown[part][n] as Conversation
    return { kind: 'row', key: it.id, it, place: rows + n + 1, height, top: top + n * height }
  }
}

function cut(list: ListName, { waiting, answered }: Ordered, row: number): readonly Piece[] {
  const pieces: Piece[] = []
  let next = { first: 0, top: 0, rows: 0 }
  const put = (kind: Piece['kind'], part: keyof Ordered, count: number, height: number): void => {
    if (count === 0) return
    pieces.push({ kind, part, count, height, ...next })
    next = { first: next.first + count, top: next.top + count * height, rows: next.rows + (kind === 'rows' ? count : 0) }
  }
  const headed = list !== 'closed' && list !== 'all' && answered.length > 0
  put('head', 'waiting', waiting.length > 0 ? 1 : 0, HEAD)
  put('rows', 'waiting', waiting.length, row)
  put('rest', 'answered', list === 'mine' && waiting.length === 0 ? 1 : 0, REST)
  put('head', 'answered', headed ? 1 : 0, HEAD)
  put('rows', 'answered', answered.length, row)
  return pieces
}
