/** The words above the button, in a shadow tree of their own: a node of the page that follows the button wherever the page puts it. */
import { hueOf, initials } from '../../../shared/face'
import { close } from '../../../shared/icons'
import { plainName } from '../../../shared/linkify'
import type { VisitorInvitation, VisitorPerson } from '../../../shared/wire.gen'
import type { Stage } from '../../contract'
import { icon } from '../../drawn'
import css from './invite.css?inline'

/** A page that takes the button away each time must not be brought to a halt. */
const BREATH = 60

/** Shows it until what it returns is called. `accept` and `refuse` are the visitor's. */
export function showBubble({ base, launcher, settings }: Stage, said: VisitorInvitation, accept: () => void, refuse: () => void): () => void {
  const { inline, block, offsets, hue, theme, name } = settings
  const box = part('div', 'besedka-invite')
  const root = box.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  const inside = part('div', 'invite')
  box.dataset['theme'] = theme
  sheet.replaceSync(`${css}:host{--hue:${hue};inset-block-${block}:${offsets.block + 76}px!important;inset-inline-${inline}:min(${offsets.inline}px,100vw - 296px)!important}`)
  root.adoptedStyleSheets = [sheet]
  inside.setAttribute('role', 'status')
  inside.lang = launcher.lang
  inside.dir = launcher.lang === 'ar' ? 'rtl' : 'ltr'
  inside.addEventListener('keydown', (event) => {
    event.stopPropagation() // the page's own shortcuts must not fire
    if (event.key === 'Escape') away()
  })
  root.append(inside)
  launcher.after(box)
  // What is said must come into a place that is there already, or a screen reader is silent.
  const timer = setTimeout(() => {
    inside.append(...drawn())
    heed()
  }, BREATH)
  const observer = new MutationObserver(() => setTimeout(follow, BREATH))
  watch()
  document.addEventListener('focusin', heed)
  document.addEventListener('focusout', heed)

  function drawn(): HTMLElement[] {
    const of = (words: Readonly<Record<string, string>>) => words[launcher.lang] ?? Object.values(words)[0] ?? ''
    const [one, other] = said.people
    const words = part('button', 'words', part('span', 'faces', ...said.people.map((who) => face(who, base))), part('span', 'txt',
      part('b', '', part('bdi', '', plainName(one && !other ? one.name : name)), ' '), part('span', '', of(said.text))))
    const shut = part('button', 'shut', icon(close))
    shut.setAttribute('aria-label', of(said.close))
    words.onclick = accept
    shut.onclick = away
    return [words, shut]
  }

  function watch(): void {
    for (const place of [document.documentElement, document.body]) if (place) observer.observe(place, { childList: true })
  }

  /** What the page's focus is on is never covered: until it goes on the words stand aside. */
  function heed(): void {
    setTimeout(() => box.toggleAttribute('data-aside', covers(box, document.activeElement)))
  }

  /** Where the button is not shown nobody invites; a site that swaps its body keeps both. */
  function follow(): void {
    if (!live) return
    watch()
    if (!launcher.isConnected) box.remove()
    else if (!box.isConnected) launcher.after(box)
  }

  function away(): void {
    if (root.activeElement) launcher.focus()
    refuse()
  }

  let live = true
  return () => {
    live = false
    observer.disconnect()
    document.removeEventListener('focusin', heed)
    document.removeEventListener('focusout', heed)
    clearTimeout(timer)
    box.remove()
  }
}

function covers(box: Element, focus: Element | null): boolean {
  if (!focus || focus === document.body || focus === box) return false
  const [one, other] = [box.getBoundingClientRect(), focus.getBoundingClientRect()]
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

function part(kind: string, name: string, ...inner: (Node | string)[]): HTMLElement {
  const node = document.createElement(kind)
  if (name) node.className = name
  if (node instanceof HTMLButtonElement) node.type = 'button'
  node.append(...inner)
  return node
}

/** The name stands beside it: a screen reader need not hear it twice. */
function face({ id, name, avatar }: VisitorPerson, base: string): HTMLElement {
  const node = part(avatar ? 'img' : 'i', 'face', ...(avatar ? [] : [initials(name)]))
  node.setAttribute('aria-hidden', 'true')
  if (avatar) Object.assign(node, { src: base + avatar, alt: '' })
  else node.style.setProperty('--face', String(hueOf(id)))
  return node
}
