/** The original's names on our nodes, for scripts and styles of the site that look for them (INTEGRATIONS.md 2b). */
import type { VisitorWidgetSettings } from '../../shared/wire.gen'
import { launcher } from './page'

const HIDDEN = 'roistat-online-chat-holder-hidden'
const WINDOW = 'roistat-online-chat-popup-wrapper'

/** The button of several ways is the multiwidget's; the chat's own has its name from the loader. */
export function nameButton({ list }: VisitorWidgetSettings, visible = true): void {
  const button = launcher()
  for (const name of ['roistat-multiwidget-pulsator-holder', 'roistat-multiwidget-pulsator-phone']) button?.classList.toggle(name, !!list)
  button?.classList.toggle(HIDDEN, !list && !visible)
}

/** The window is there from its first opening on. */
export function nameWindow(open: boolean): void {
  const frame = document.querySelector('.besedka-frame')
  frame?.classList.add(WINDOW)
  frame?.classList.toggle(`${WINDOW}-hidden`, !open)
}
