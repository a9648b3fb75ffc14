/**
 * The loader: all that a page loads until the button stands. It waits until the page is idle, asks for the settings once,
 * puts the button, and fetches the panel at the first sign of interest. When our server is down, nothing at all happens.
 */
import type { SpokenLanguage, VisitorWidgetSettings } from '../../shared/wire.gen'
import { shelfPrefix, type Panel, type Stage, type StageScript } from '../contract'
import { watchPage } from './about'
import { claimCalls, type Call, type Calls } from './calls'
import { makeGate } from './gate'
import { choose, speaks } from './language'
import { createLauncher } from './launcher'
import { buttonLook, dress, frameLook } from './look'
import { makeMark } from './mark'
import { address, base, nonce } from './place'
import { scripts } from './script'

const calls = base && claimCalls()
if (calls) whenIdle(() => void begin(calls))

/** After the page has loaded and drawn itself; a picture that never comes must not keep the chat away. */
function whenIdle(then: () => void): void {
  let asked = false
  const once = () => {
    if (asked) return
    asked = true
    if ('requestIdleCallback' in window) requestIdleCallback(then, { timeout: 4_000 })
    else setTimeout(then, 200)
  }
  if (document.readyState === 'complete') return once()
  addEventListener('load', once)
  setTimeout(once, 8_000)
}

interface Answer {
  settings: VisitorWidgetSettings
  /** How far the server's clock is ahead of this device's; 0 where the answer's age may explain it. */
  skew: number
}

/** An answer of the browser's cache is at most eleven minutes old. */
const OLDEST = 15 * 60_000

/** What the server writes into this script for a page whose origin it knows: the settings, and where there are hours, when it said them. */
declare const __BESEDKA__: (VisitorWidgetSettings & { now?: number }) | 0
const given = __BESEDKA__

async function begin(calls: Calls): Promise<void> {
  try {
    let answer = given ? { settings: given, skew: skewOf(given.now) } : await ask('default')
    // Is the clock hours off, or the answer hours old? A fresh one tells.
    if (answer.settings.shown.hours && answer.skew) answer = await ask('no-cache')
    if (document.body) stand(calls, answer, async () => (await ask('no-cache')).settings)
  } catch {
    // No server, no button: the page must not notice.
  }
}

async function ask(cache: RequestCache): Promise<Answer> {
  const answer = await fetch(address, { __proto__: null, credentials: 'omit', cache } as RequestInit)
  if (!answer.ok) throw answer
  const skew = skewOf(Date.parse(answer.headers.get('date') ?? ''))
  return { settings: (await answer.json()) as VisitorWidgetSettings, skew }
}

function skewOf(now?: number): number {
  const skew = now! - Date.now() // not told, it is no number, and no skew
  return Math.abs(skew) > OLDEST ? skew : 0
}

function stand(calls: Calls, { settings, skew }: Answer, again: () => Promise<VisitorWidgetSettings>): void {
  const launcher = createLauncher(calls.nodes[0])
  const frame = document.createElement('div')
  const { words } = settings
  const events: Event[] = []
  let language: SpokenLanguage = settings.language ?? choose(words, [document.documentElement.lang], true)
  let panel: Promise<Panel> | null = null
  let open = false
  let stood = false
  let met = false
  let unread = 0
  let said: readonly string[] = []

  const shelf = shelfPrefix(settings.project)
  const about = watchPage()
  // Another tab writes: from then on this one takes part.
  const mark = makeMark(shelf, () => gate.open && take())
  const fetchScript = scripts(base, nonce)
  const show = () => launcher.show({ open, unread, language, name: words[language] || Object.values(words)[0]!, said, settings })
  const gate = makeGate(skew, () => (gate.open ? appear() : hide()), () => void again().then(renew).catch(() => {}))
  const stage: Stage = {
    settings, base, frame, about, gate, mark,
    get language() {
      return language
    },
    launcher: launcher.node,
    close: () => turn(false),
    emit,
    fetch: fetchScript,
    unread(count, ...now) {
      unread = count
      said = now
      show()
    },
  }

  /** The page hears it as an event of its document: a little later, and what comes at once together. */
  function emit(event: string, detail?: unknown): void {
    if (events.push(new CustomEvent('besedka:' + event, { detail })) < 2) setTimeout(() => events.splice(0).forEach((one) => document.dispatchEvent(one)))
  }

  /** The panel's script, once; after a failure the next interest tries again. */
  function load(): Promise<Panel> {
    if (!settings.chat) return Promise.reject()
    panel ??= fetchScript<(stage: Stage) => Panel>(settings.panel.replace('*', language)).then((create) => {
      fail('')
      return create(stage)
    })
    panel.catch(() => (panel = null))
    return panel
  }

  /** The panel comes, or does not: nobody waits for it. */
  const take = () => void load().catch(() => {})

  /** `text` stands in the field then. */
  function turn(on: boolean, text?: string): void {
    if (on ? !gate.open || !settings.chat : !open) return
    if (on !== open) emit(on ? 'open' : 'close')
    open = on
    if (!frame.className) dress(frameLook(settings), nonce)
    frame.classList.add('besedka-frame')
    if (!frame.isConnected) document.body.append(frame)
    frame.classList.toggle('opened', open)
    show()
    load().then(
      (panel) => (open ? panel.open(text) : panel.close()),
      () => open && fail(settings.broken[language] || Object.values(settings.broken)[0]!),
    )
    if (!gate.open) hide()
  }

  /** Fetches a script that lives on the stage. */
  const run = (address: string) => fetchScript<StageScript>(address).then((begin) => begin(stage))

  /** The first sign of interest fetches what a press will want. */
  function meet(): void {
    if (!met) (settings.list ? fetchScript(settings.list) : load()).catch(() => {})
    met = true
  }

  /** What the button opens: the chat, or what the list's script knows to open. */
  function press(): void {
    if (settings.list && !open) run(settings.list).catch(() => turn(true))
    else turn(!open)
  }

  /** The cabinet has changed what the page shows. */
  function renew(fresh: VisitorWidgetSettings): void {
    Object.assign(words, fresh.words)
    for (const name in settings) delete (settings as Partial<VisitorWidgetSettings>)[name as keyof VisitorWidgetSettings] // what is as usual is not told
    Object.assign(settings, fresh)
    if (stood) wear(buttonLook(settings) + frameLook(settings))
    show()
    gate.put(fresh.shown)
  }

  /** What the button is called where the script has come without that: asked for once the button stands. */
  function learn(): void {
    if (!words[language]) again().then((fresh) => (Object.assign(words, fresh.words), show())).catch(() => {})
  }

  /** The look of what the settings tell, and their invitation. */
  function wear(css: string): void {
    dress(css, nonce)
    if (settings.invite) run(settings.invite.script).catch(() => {})
  }

  /** Puts the button; the first time, all that belongs to it. */
  function appear(): void {
    if (!launcher.node.isConnected) document.body?.append(launcher.node)
    if (stood) return
    stood = true
    wear(buttonLook(settings))
    launcher.node.style = '' // the snippet's own, which hid it until now
    learn()
    emit('shown')
    stay(() => (open || gate.open) && document.body?.append(launcher.node, ...(open ? [frame] : [])), launcher.node)
    mark.stands().then((known) => known && take()).catch(() => {})
  }

  /** What is open stays until it is closed: nobody's words are taken out of their hands. */
  function hide(): void {
    if (open) return
    launcher.node.remove()
    frame.remove()
  }

  /** Says in the window's place why it stays empty; '' takes the words away. */
  function fail(words: string): void {
    frame.textContent = words
    frame.setAttribute('role', words && 'alert')
  }

  // Scripts of the site count clicks on the button as openings: one that closes is nobody's business, and this comes before them.
  launcher.node.addEventListener('click', (event) => {
    if (open) event.stopImmediatePropagation()
    press()
  }, true)
  for (const interest of ['pointerenter', 'focus']) launcher.node.addEventListener(interest, meet) // a finger enters before it touches
  show()
  gate.put(settings.shown)
  // What the snippet has put on the page leaves it where it is of no use: the button, and the chat's line, unseen until the list takes it.
  calls.nodes.forEach((node, at) => (at ? settings.list : gate.open) || node.remove())
  // Who has a conversation keeps it, whoever is there.
  if (settings.shown.away) mark.stands().then((known) => known && gate.put({ ...settings.shown, away: undefined! })).catch(() => {})

  calls.answer((name, [given, heard]) => {
    if (name === 'open') turn(true)
    if (name === 'close') turn(false)
    if (name === 'toggle') turn(!open)
    if (name === 'params') about.put(given)
    if (name === 'identify') about.identify(given)
    if (name === 'on') document.addEventListener(`besedka:${given}`, (event) => (heard as Call)((event as CustomEvent).detail))
    if (name === 'message') turn(true, `${given ?? ''}`)
    if (name === 'language' && speaks(words, given)) {
      language = given
      show()
      learn()
      panel?.then((panel) => panel.speak(given)).catch(() => {})
    }
  })
  emit('ready', settings)
}

/**
 * Sites that swap their body on navigation, or all that is in it, keep their button. It comes back after a breath:
 * a page that takes it away each time must not be brought to a halt.
 */
function stay(put: () => void, node: Element): void {
  const watch = () => {
    for (const place of [document.documentElement, document.body]) if (place) observer.observe(place, { childList: true })
  }
  const back = () => {
    if (!node.isConnected) put()
    watch()
  }
  const observer = new MutationObserver(() => node.isConnected || setTimeout(back, 50))
  watch()
}
