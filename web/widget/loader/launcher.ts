/** The button: a real node of the page, so that the site's scripts find it. */
import { besedka, close } from '../../shared/icons'
import type { SpokenLanguage, VisitorWidgetSettings } from '../../shared/wire.gen'

export interface Launcher {
  node: HTMLButtonElement
  /** `name` is what it is called; the panel, once it is there, says what closes it and what is unread. */
  show(state: { open: boolean; unread: number; language: SpokenLanguage; name: string; said: readonly string[]; settings: VisitorWidgetSettings }): void
}

const SVG = 'http://www.w3.org/2000/svg'

/** `node` is the one that the snippet has put on the page; what the site has put on it stays. */
export function createLauncher(node = document.createElement('button')): Launcher {
  let badge: HTMLElement | undefined
  let opened = false
  const icon = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  node.type = 'button'
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.append(path)
  node.append(icon, document.createElement('i')) // what pulses: with a pseudo-element's text the browser would look for its font
  node.classList.add('besedka-launcher')
  return {
    node,
    show({ open, unread, language, name, said: [shut = name, fresh], settings: { way, list, pulse } }) {
      path.setAttribute('d', open ? close : way?.icon ?? besedka)
      if (unread && !badge) node.append((badge = document.createElement('b')))
      if (badge) badge.textContent = unread && !open ? (unread > 99 ? '99+' : `${unread}`) : ''
      if (opened !== open) setTimeout(() => node.classList.toggle('opened', open)) // who hears of a click finds the state that was clicked at
      opened = open
      node.classList.toggle('pulse', pulse && !open)
      node.classList.toggle('roistat-online-chat-holder', !list) // the chat's own button
      node.lang = language
      node.setAttribute('aria-expanded', `${open}`)
      node.setAttribute('aria-label', open ? shut : name + (unread ? `, ${fresh}: ${unread}` : ''))
    },
  }
}
