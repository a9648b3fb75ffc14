/** In place of the site's own analytics: what it would be told is told to the cabinet, and to nobody else. */
import type { Heard } from '../multiwidget/stage'

/** What a site's scripts look for, and count clicks on as goals (docs/reference/page.md). */
const NODES = ['.roistat-online-chat-holder:not(.opened)', '.roistat-multiwidget-pulsator-popup-item-chat'] as const

export function watchGoals(): void {
  const hear = (heard: Heard): void => parent.postMessage({ heard }, '*')
  Object.assign(window, {
    gtag: (_: string, goal: string, more: { send_to: string }) => hear({ by: 'analytics', id: more.send_to, goal }),
    ym: (id: number, _: string, goal: string) => hear({ by: 'metrika', id: String(id), goal }),
  })
  document.addEventListener('click', ({ target }) => {
    const found = target instanceof Element && NODES.find((node) => target.closest(node))
    if (found) hear({ by: 'node', id: '', goal: found })
  }, true)
}
