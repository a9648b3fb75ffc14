/** Finding a canned response and filling in its variables. Pure, offline, at once. */
import { type Found, type Indexed, eitherWay, find, index } from './search'
import type { OperatorCannedLibrary, OperatorCannedResponse } from './wire.gen'

export interface Hit {
  readonly response: OperatorCannedResponse
  readonly folder: string
  /** Where the words were found. */
  readonly title: Found
  readonly text: Found
}

export interface Hits {
  /** What was looked for: what was typed, or the same keys in the other layout. */
  readonly sought: string
  readonly found: readonly Hit[]
}

interface Ready {
  readonly response: OperatorCannedResponse
  readonly folder: string
  readonly texts: readonly [Indexed, Indexed]
}

const ready = new WeakMap<OperatorCannedLibrary, readonly Ready[]>()

/** The responses that have all the words, in the title or in the text; those with a word in the title first. All for nothing typed. */
export function search(library: OperatorCannedLibrary, typed: string): Hits {
  const all = ready.get(library) ?? made(library)
  ready.set(library, all)
  return eitherWay(typed, (terms) =>
    all
      .flatMap(({ response, folder, texts }): Hit[] => {
        const found = find(terms, texts)
        return found ? [{ response, folder, title: found[0] ?? [], text: found[1] ?? [] }] : []
      })
      .sort((a, b) => Number(b.title.length > 0) - Number(a.title.length > 0)),
  )
}

/** Ready to be searched, in the order of the folders, then of the titles. */
function made(library: OperatorCannedLibrary): Ready[] {
  const places = new Map(library.folders.map((folder, i) => [folder.id, { name: folder.name, i }]))
  const place = (one: OperatorCannedResponse): number => places.get(one.folder ?? '')?.i ?? library.folders.length
  return [...library.responses]
    .sort((a, b) => place(a) - place(b) || a.title.localeCompare(b.title))
    .map((response) => ({
      response,
      folder: places.get(response.folder ?? '')?.name ?? '',
      texts: [index(response.title), index(response.text)],
    }))
}

export interface Piece {
  readonly text: string
  /** It stands for a variable. */
  readonly filled: boolean
}

/** What each variable stands for; an empty text: it is not known. */
export type Values = Readonly<Record<string, string>>

const VARIABLE = /\{([a-z_]+)\}/g

/** The text with its variables filled in. A client whose name is not known is not addressed by name: no word stands in for it. */
export function fill(text: string, values: Values): readonly Piece[] {
  const told = values['client_name'] === '' ? withoutName(text) : text
  const pieces: Piece[] = []
  let from = 0
  for (const found of told.matchAll(VARIABLE)) {
    const value = values[found[1] ?? '']
    if (value === undefined) continue
    pieces.push({ text: told.slice(from, found.index), filled: false }, { text: value, filled: true })
    from = found.index + found[0].length
  }
  return [...pieces, { text: told.slice(from), filled: false }].filter((piece) => piece.text !== '')
}

export function plain(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('')
}

/** «Здравствуйте, {client_name}!» is «Здравствуйте!»; «{client_name}, добрый день» is «Добрый день». */
function withoutName(text: string): string {
  return text
    .replace(/(^|[.!?…]\s+|\n\s*)\{client_name\}[,:]?\s*(\p{L}?)/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/,?[^\S\n]*\{client_name\}/g, '')
}
