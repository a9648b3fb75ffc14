/** `roistat.onlineChat.customPosition`: where the page wants the button; the window and the list of ways go along. */
const AXES = [['left', 'right'], ['top', 'bottom']] as const

export type Position = Partial<Record<(typeof AXES)[number][number], unknown>>

const BUTTON = '.besedka-launcher'
let sheet: CSSStyleSheet | undefined

/** Puts all of it there, as the page wants it by now. An axis of which the page says nothing is left to the cabinet. */
export function place(position: Position): void {
  // what opens above the button, or below it; on a phone it has a place of its own
  const beside = ['.besedka-frame', '.besedka-ways'].map((node) => rule(node, position, 76)).join('')
  const css = rule(BUTTON, position, 0) + `@media(min-width:481px) and (min-height:421px){${beside}}`
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

/** Said more often than the look itself says it, which may come anew. `more` pixels beyond the button; what opens ends before the page does. */
function rule(node: string, position: Position, more: number): string {
  let held = ''
  for (const axis of AXES) {
    const told = axis.map((side) => length(position?.[side]))
    const away = axis === AXES[1] ? `${more}px` : '0px'
    const edge = told[0] || told[1]
    if (edge) axis.forEach((side, at) => (held += `${side}:${told[at] ? `calc(${told[at]} + ${away})` : 'auto'}!important;`))
    if (edge && axis === AXES[1] && more) held += `max-block-size:calc(100dvh - ${more + 20}px - ${edge})!important`
  }
  return `${node.repeat(3)}{${held}}`
}

/** A number means pixels; what is no length is nothing. */
function length(given: unknown): string {
  const told = String(given ?? '')
  const css = /^-?[\d.]+$/.test(told) ? `${told}px` : told
  return CSS.supports('top', `calc(${css})`) ? css : ''
}
