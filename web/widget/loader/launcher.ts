/** The button: a real node of the page, so that the site's scripts find it. */
import { besedka, close } from '../../shared/icons'
import type { VisitorButtonWords, SpokenLanguage } from '../../shared/wire.gen'

export interface Launcher {
  node: HTMLButtonElement
  show(state: { open: boolean; unread: number; language: SpokenLanguage; words: VisitorButtonWords }): void
}

const SVG = 'http://www.w3.org/2000/svg'

/** `node` is the one that the snippet has put on the page; what the site has put on it stays. */
export function createLauncher(pulse: boolean, node = document.createElement('button')): Launcher {
  let badge: HTMLElement | undefined
  let opened = false
  const icon = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  node.type = 'button'
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  icon.append(path)
  node.append(icon)
  node.className += ' besedka-launcher roistat-online-chat-holder' + (pulse ? ' pulse' : '')
  node.setAttribute('aria-haspopup', 'dialog')
  return {
    node,
    show({ open, unread, language, words }) {
      path.setAttribute('d', open ? close : besedka)
      if (unread && !badge) node.append((badge = document.createElement('b')))
      if (badge) badge.textContent = unread && !open ? (unread > 99 ? '99+' : String(unread)) : ''
      if (opened !== open) setTimeout(() => node.classList.toggle('opened', open)) // who hears of a click finds the state that was clicked at
      opened = open
      node.lang = language
      node.setAttribute('aria-expanded', String(open))
      node.setAttribute('aria-label', open ? words.close : words.open + (unread ? ', ' + words.unread + unread : ''))
    },
  }
}
