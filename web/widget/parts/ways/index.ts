/**
 * The list of ways to get in touch, above the button: nodes of the page itself, because the site's scripts look for the chat's line
 * among them. Its script is run at each press of the button; what it has put on the page tells whether the list is open.
 */
import { close } from '../../../shared/icons'
import paths from '../../../shared/ways.json'
import type { VisitorWay, VisitorWayList } from '../../../shared/wire.gen'
import { handOver, type Stage, type StageScript } from '../../contract'
import { icon, openChat } from '../../drawn'
import { look } from './look'
import { offeredTo } from './offered'

handOver<StageScript>(turn)

/** Who has pressed the button gets the chat in place of a list that does not come. */
const ANSWER_WITHIN = 5_000
const LINE = 'roistat-multiwidget-pulsator-popup-item-chat'

interface List {
  turn(): void
}

/** What stands on the page remembers its list; and the drop-in leaves on it where the page wants a way to lead (compat/multiwidget.ts). */
type Kept = HTMLElement & { besedkaWays?: List; besedkaLink?: (kind: string) => string }

function hrefOf(button: Kept, kind: string, href: string): string {
  return button.besedkaLink?.(kind) || href
}

function turn(stage: Stage): void {
  const { way } = stage.settings
  const button: Kept = stage.launcher
  if (way?.href) return void window.open(hrefOf(button, kindOf(way.icon), way.href), '_blank', 'noopener')
  if (way) return openChat() // the form of a call-back
  ;(button.besedkaWays ??= make(stage)).turn()
}

/** The one way is told by its icon alone. */
function kindOf(icon: string): string {
  return Object.entries(paths).find(([, path]) => path === icon)?.[0] ?? ''
}

function make(stage: Stage): List {
  const { settings, base, launcher } = stage
  const box = document.createElement('div')
  let open = false
  let told: VisitorWayList | undefined
  let before = ''

  wear(look(settings), launcher)
  box.className = 'besedka-ways roistat-multiwidget-pulsator-items-popup'
  box.setAttribute('role', 'dialog')
  box.tabIndex = -1
  box.addEventListener('keydown', keys)
  document.addEventListener('click', beside, true)
  document.addEventListener('besedka:open', () => show(false))

  async function ask(): Promise<void> {
    const answer = await fetch(`${base}/c/${settings.project}.ways.json`, { __proto__: null, credentials: 'omit', cache: 'no-cache', signal: AbortSignal.timeout(ANSWER_WITHIN) } as RequestInit)
    if (!answer.ok) throw answer
    const all = (await answer.json()) as VisitorWayList
    const fresh = { ...all, ways: await offeredTo(all.ways, () => stage.mark.stands()) }
    if (JSON.stringify(fresh) === JSON.stringify(told)) return
    told = fresh
    if (open) draw()
  }

  const of = (words: Readonly<Record<string, string>>) => words[launcher.lang] ?? Object.values(words)[0] ?? ''

  /** The button says what pressing it does. */
  function call(): void {
    launcher.setAttribute('aria-label', of(open && told ? told.close : settings.words))
  }

  function draw(): void {
    const title = document.createElement('h2')
    title.textContent = of(told?.title ?? {})
    box.lang = launcher.lang
    call()
    box.setAttribute('aria-label', title.textContent)
    const list = document.createElement('ul')
    list.append(...(told?.ways ?? []).map((way) => row(way, of(way.label))))
    for (const part of [title, list]) part.dir = launcher.lang === 'ar' ? 'rtl' : 'ltr' // the box stands in its corner of the page
    box.replaceChildren(title, list)
  }

  function row(way: VisitorWay, label: string): HTMLElement {
    const item = document.createElement('li')
    const line = way.href ? document.createElement('a') : way.kind === 'chat' ? chatLine() : document.createElement('button')
    if (line instanceof HTMLAnchorElement) Object.assign(line, { href: hrefOf(launcher, way.kind, way.href), target: '_blank', rel: 'noopener' })
    line.className = `roistat-multiwidget-pulsator-popup-item-${SPELLED[way.kind] ?? way.kind}`
    const name = document.createElement('span')
    name.textContent = label
    const sign = icon(paths[way.kind])
    sign.dataset['kind'] = way.kind
    line.replaceChildren(sign, name)
    line.onclick = () => {
      shut()
      if (!way.href) enter(way)
    }
    item.append(line)
    return item
  }

  /** Opens the chat's window, with the form of a call-back where that is asked for. */
  function enter({ form }: VisitorWay): void {
    // Without a chat among the ways this is also where an answer is read.
    const answered = launcher.querySelector('b')?.textContent && !told?.ways.some(({ kind }) => kind === 'chat')
    stage.form = answered ? undefined : form
    openChat()
  }

  /** The one that the snippet has put on the page, with what the site's scripts have put on it. */
  function chatLine(): HTMLElement {
    const known = (window as { besedka?: { n?: HTMLElement[] } }).besedka?.n?.[1] ?? document.querySelector<HTMLElement>('.' + LINE)
    const line = known ?? document.createElement('button')
    line.style.removeProperty('display')
    return line
  }

  function show(on: boolean): void {
    if (on === open) return
    open = on
    const path = launcher.querySelector('path')
    if (on) before = path?.getAttribute('d') ?? ''
    path?.setAttribute('d', on ? close : before)
    launcher.setAttribute('aria-expanded', String(on))
    call()
    for (const name of ['besedka-listing', 'opened']) launcher.classList.toggle(name, on)
    box.classList.toggle('opened', on)
  }

  function shut(): void {
    const inside = box.contains(document.activeElement)
    show(false)
    if (inside) launcher.focus()
  }

  function beside(event: MouseEvent): void {
    const target = event.target as Node
    if (open && !box.contains(target) && !launcher.contains(target)) show(false)
  }

  function keys(event: KeyboardEvent): void {
    event.stopPropagation() // the page's own shortcuts must not fire
    const lines = [...box.querySelectorAll<HTMLElement>('a,button')]
    const at = lines.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key]
    if (event.key === 'Escape') shut()
    if (to === undefined) return
    event.preventDefault()
    lines[(to + lines.length) % lines.length]?.focus()
  }

  return {
    turn() {
      if (open) return shut()
      const asked = ask()
      const ready = () => {
        if (!box.isConnected) document.body.append(box)
        draw()
        show(true)
        box.querySelector<HTMLElement>('a,button')?.focus()
      }
      const known = told // who closes what is already there must not see it open again with the answer
      if (known) ready()
      asked.then(() => known || ready(), () => known || openChat())
    },
  }
}

/** Names that the site's scripts may know. */
const SPELLED: Partial<Record<VisitorWay['kind'], string>> = { whatsapp: 'whats-app', callback: 'lead-hunter' }

/** Puts the rules into the document in the way that a strict policy of the page allows. */
function wear(css: string, near: HTMLElement): void {
  const page = near.ownerDocument
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet]
  } catch {
    const style = page.createElement('style')
    style.nonce = page.querySelector<HTMLElement>('[nonce]')?.nonce ?? ''
    style.textContent = css
    page.head.append(style)
  }
}
