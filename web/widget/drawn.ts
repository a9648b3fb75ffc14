/** What parts draw and do that stand in the page itself and not in the panel: without its renderer, and without the loader's own. */

const SVG = 'http://www.w3.org/2000/svg'

/** The icon of this path; nobody reads it out. */
export function icon(path: string): SVGElement {
  const [svg, line] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')]
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

/** Opens the chat as the page's own scripts do. */
export function openChat(): void {
  ;(window as unknown as { besedka(name: string): void }).besedka('open')
}
