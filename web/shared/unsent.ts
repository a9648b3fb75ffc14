/** What is attached and not posted yet, written down on the device: a reload finds it again on the server. */
import type { Shelf } from './shelf'

/** As much as is needed to ask the server for it, and to know the same file when it is chosen again. */
export interface Unsent {
  readonly id: string
  readonly name: string
  readonly size: number
  /** When the file was last changed, as the device tells: the same name and size may be other words by now. */
  readonly modified: number
}

const PLACE = 'file.'

/** What is attached at one place (a conversation's answer, its note): an entry for each file, so that tabs never overwrite each other's. */
export interface UnsentShelf {
  all(): Unsent[]
  put(file: Unsent): void
  remove(id: string): void
}

export function unsentOn(shelf: Shelf, place: string): UnsentShelf {
  const prefix = `${PLACE}${place}.`
  return {
    all: () => shelf.list(prefix).flatMap(([name, text]) => (unsentOf(name)?.place === place ? parsed(name.slice(prefix.length), text) : [])),
    put: ({ id, ...file }) => shelf.set(prefix + id, JSON.stringify(file)),
    remove: (id) => shelf.remove(prefix + id),
  }
}

/** Which file of which place an entry of the shelf is about; null: it is about something else. */
export function unsentOf(entry: string): { place: string; id: string } | null {
  const found = /^file\.(.*)\.([0-9a-f]{32})$/.exec(entry)
  return found ? { place: found[1] ?? '', id: found[2] ?? '' } : null
}

function parsed(id: string, text: string): Unsent[] {
  try {
    return [{ ...(JSON.parse(text) as Omit<Unsent, 'id'>), id }]
  } catch {
    return [] // a foreign entry is none of ours
  }
}
