/** Searching in the app itself, at once and offline: by word forms and by beginnings, in any case, ё as е, and typed in the wrong layout. */
import { stem } from './stem'

/** Where words were found in a text: from, to. In order, apart from each other. */
export type Found = readonly (readonly [number, number])[]

interface Term {
  readonly word: string
  readonly stem: string
}

/** What is looked for: every term must be found. */
export type Query = readonly Term[]

const WORD = /[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu

export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}

export function query(text: string): Query {
  return [...fold(text.normalize('NFC')).matchAll(WORD)].map(([word]) => ({ word, stem: stem(word) }))
}

/** A text made ready to be searched in many times. */
export interface Indexed {
  readonly words: readonly { readonly at: number; readonly end: number; readonly word: string; readonly stem: string }[]
}

export function index(text: string): Indexed {
  return { words: [...fold(text).matchAll(WORD)].map((found) => ({ at: found.index, end: found.index + found[0].length, word: found[0], stem: stem(found[0]) })) }
}

/** Whether every term is in one of the texts; where in each. Null: not all are. */
export function find(terms: Query, texts: readonly Indexed[]): readonly Found[] | null {
  const hit = texts.map(() => new Map<number, number>())
  for (const term of terms) {
    let known = false
    texts.forEach((text, i) => {
      for (const one of text.words) {
        const end = extent(term, one)
        if (end === 0) continue
        known = true
        hit[i]?.set(one.at, Math.max(hit[i].get(one.at) ?? 0, end))
      }
    })
    if (!known) return null
  }
  return hit.map((ends) => [...ends].sort((a, b) => a[0] - b[0]))
}

/** Where the marked part of a word ends; 0: it is another word. A form of the word is marked whole, a beginning as far as it goes. */
function extent(term: Term, one: Indexed['words'][number]): number {
  if (term.stem === one.stem) return one.end
  return one.word.startsWith(term.word) ? one.at + term.word.length : 0
}

// ── the wrong layout ─────────────────────────────────────────────────────────────────────────────────────────────

const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~{}:"<>'
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю'
const SWAP = new Map<string, string>([
  ...[...CYRILLIC].map((to, i) => [LATIN[i] ?? '', to] as const),
  ...[...LATIN].map((to, i) => [CYRILLIC[i] ?? '', to] as const).reverse(),
])

/** What the same keys say in the other layout: `ljujdjh` is `договор`, `руддщ` is `hello`. */
export function swapped(text: string): string {
  return [...text.toLowerCase()].map((key) => SWAP.get(key) ?? key).join('')
}

/** `look` with what was typed, or, where that finds nothing, with the same keys in the other layout. Tells what was looked for. */
export function eitherWay<T>(typed: string, look: (terms: Query) => readonly T[]): { readonly sought: string; readonly found: readonly T[] } {
  const found = look(query(typed))
  if (found.length > 0) return { sought: typed, found }
  const other = swapped(typed)
  const others = query(other).length > 0 ? look(query(other)) : []
  return others.length > 0 ? { sought: other, found: others } : { sought: typed, found }
}
