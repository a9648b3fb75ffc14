/**
 * The nodes that a site's scripts look for stand on the page before its load event, as Besedka's own snippet has them from the
 * first moment (besedka/domain/project.py). Nobody sees them until the chat is there.
 */
import { page } from './page'

const CLASSES = ['besedka-launcher roistat-online-chat-holder', 'roistat-multiwidget-pulsator-popup-item-chat']

interface Queue {
  (...args: unknown[]): void
  q?: unknown[]
  n?: HTMLElement[]
  /** A script of ours has it already. */
  besedka?: true
}

/** Puts them, if the page has none, and no script of ours that came before has its own. */
export function putNodes(): void {
  const queue: Queue = (page.besedka ??= (...args) => void (queue.q ??= []).push(args))
  if (queue.n || queue.besedka) return
  queue.n = CLASSES.map(unseen)
  const nodes = [...queue.n]
  const put = () => document.body.append(...nodes.splice(0))
  if (document.readyState === 'loading') addEventListener('readystatechange', put, true)
  else put()
}

function unseen(className: string): HTMLElement {
  const node = document.createElement('button')
  node.type = 'button'
  node.className = className
  node.style.setProperty('display', 'none', 'important')
  return node
}
