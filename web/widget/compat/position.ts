/** `roistat.onlineChat.customPosition`: where the page wants the button; the window and the list of ways go along. */
const AXES = [['left', 'right'], ['top', 'bottom']] as const

export type Position = Partial<Record<(typeof AXES)[number][number], unknown>>

const BUTTON = '.besedka-launcher'
/** What opens above the button, or below it; on a phone it has a place of its own. */
const OPENED = ['.besedka-frame', '.besedka-ways']
const CLEAR = '76px'

let sheet: CSSStyleSheet | undefined

/** Puts all of it there, as the page wants it by now. An axis of which the page says nothing is left to the cabinet. */
export function place(position: Position): void {
  const beside = OPENED.map((node) => rule(node, position, CLEAR)).join('')
  const css = rule(BUTTON, position) + (beside && `@media(min-width:481px) and (min-height:421px){${beside}}`)
  try {
    sheet ??= adopted()
    sheet.replaceSync(css)
  } catch {
    // A browser of 2022 or older: the cabinet's place stays.
  }
}

function adopted(): CSSStyleSheet {
  const made = new CSSStyleSheet()
  document.adoptedStyleSheets.push(made)
  return made
}

/** Said more often than the look itself says it, which may come anew. */
function rule(node: string, position: Position, more = '0px'): string {
  const held = AXES.flatMap((axis) => sides(axis, position, axis[0] === 'top' ? more : '0px'))
  return held.length ? `${node.repeat(3)}{${held.map((one) => one + '!important').join(';')}}` : ''
}

function sides(axis: readonly (keyof Position)[], position: Position, more: string): string[] {
  const told = axis.map((side) => [side, length(position?.[side])] as const)
  return told.some(([, given]) => given) ? told.map(([side, given]) => `${side}:${given ? `calc(${given} + ${more})` : 'auto'}`) : []
}

/** A number means pixels; what is no length is nothing. */
function length(given: unknown): string {
  const told = String(given ?? '')
  const css = /^-?[\d.]+$/.test(told) ? `${told}px` : told
  return CSS.supports('top', `calc(${css})`) ? css : ''
}
