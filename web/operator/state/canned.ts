/** Finding a canned response in the answer's field, and filling it in. */
export * from '../../shared/canned'

/** Where a search for a canned response is being typed: a slash that begins a line, or that the button put at `asked`. */
export interface Slash {
  readonly from: number
  readonly to: number
  readonly typed: string
}

const LONGEST = 60

export function slashAt(text: string, caret: number, asked: number | null): Slash | null {
  const line = text.lastIndexOf('\n', caret - 1) + 1
  const from = asked !== null && asked >= line && asked < caret && text[asked] === '/' ? asked : line
  const typed = text.slice(from + 1, caret)
  if (text[from] !== '/' || caret <= from || typed.includes('/') || typed.length > LONGEST) return null
  return { from, to: caret, typed }
}
