/** A table of thousands that changes by one row: kept in drawers, so that a change copies a drawer and not the table. */

const DRAWERS = 256

type Drawer<T> = ReadonlyMap<string, T>

/** What stands in one table and not, or otherwise, in another; undefined on either side: it is not there. */
export interface Difference<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

/** Never changes: every deed answers with another table, which shares with this one whatever they have in common. */
export class Drawers<T> {
  private constructor(private readonly drawers: readonly Drawer<T>[], readonly size: number) {}

  static of<T>(entries: Iterable<readonly [string, T]> = []): Drawers<T> {
    return new Drawers<T>(new Array<Drawer<T>>(DRAWERS).fill(new Map()), 0).with(entries)
  }

  get(id: string): T | undefined {
    return this.drawers[drawerOf(id)]?.get(id)
  }

  has(id: string): boolean {
    return this.get(id) !== undefined
  }

  /** The table with these in it, in place of what had their ids. */
  with(entries: Iterable<readonly [string, T]>): Drawers<T> {
    const opened = new Map<number, Map<string, T>>()
    for (const [id, it] of entries) this.opened(opened, drawerOf(id)).set(id, it)
    return this.shut(opened)
  }

  without(id: string): Drawers<T> {
    if (!this.has(id)) return this
    const opened = new Map<number, Map<string, T>>()
    this.opened(opened, drawerOf(id)).delete(id)
    return this.shut(opened)
  }

  *values(): Iterable<T> {
    for (const drawer of this.drawers) yield* drawer.values()
  }

  /** What has come, gone or changed since `before`: only the drawers that are not the same are looked into. */
  *since(before: Drawers<T>): Iterable<Difference<T>> {
    for (let n = 0; n < DRAWERS; n++) {
      const [was, is] = [before.drawers[n], this.drawers[n]]
      if (was && is && was !== is) yield* differences(was, is)
    }
  }

  private opened(opened: Map<number, Map<string, T>>, n: number): Map<string, T> {
    const drawer = opened.get(n) ?? new Map(this.drawers[n])
    opened.set(n, drawer)
    return drawer
  }

  private shut(opened: ReadonlyMap<number, Drawer<T>>): Drawers<T> {
    if (opened.size === 0) return this
    const drawers = [...this.drawers]
    let size = this.size
    for (const [n, drawer] of opened) {
      size += drawer.size - (drawers[n]?.size ?? 0)
      drawers[n] = drawer
    }
    return new Drawers(drawers, size)
  }
}

function* differences<T>(was: Drawer<T>, is: Drawer<T>): Iterable<Difference<T>> {
  for (const [id, before] of was) if (is.get(id) !== before) yield { before, after: is.get(id) }
  for (const [id, after] of is) if (!was.has(id)) yield { before: undefined, after }
}

/** Ids are spread by all their letters: those of one moment begin alike, those of a test end alike. */
function drawerOf(id: string): number {
  let sum = 0
  for (let i = 0; i < id.length; i++) sum = (Math.imul(sum, 31) + id.charCodeAt(i)) | 0
  return (sum ^ (sum >>> 16)) & (DRAWERS - 1)
}
