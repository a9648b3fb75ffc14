/**
 * The drop-in for the Roistat counter: the same loader, and a page that was written for the original finds its names. All of it
 * is said through `besedka(…)`, as a page of ours would say it. The names are an interface; no line of the original is here.
 */
import '../loader/index'
import type { VisitorWidgetSettings } from '../../shared/wire.gen'
import { countUnread, onlineChat, type OnlineChat } from './chat'
import { nameButton, nameWindow } from './classes'
import { reach } from './goal'
import { linkOf, multiwidget, type Multiwidget } from './multiwidget'
import { launcher, learn, offers, page, say, settings, tell } from './page'
import { base } from './place'
import { place } from './position'
import { source } from './source'
import { watchVisit, type Visit } from './visit'

const VERSION = '2.0'

if (base) install()

function install(): void {
  const chat = onlineChat()
  const ways = multiwidget()
  const visit = watchVisit()
  const put = (given: unknown) => say('params', given)
  const roistat = {
    version: VERSION,
    get visit() {
      return visit.get()
    },
    getVisit: visit.get,
    setVisit: visit.set,
    getSource: source,
    registerOnVisitProcessedCallback: visit.on,
    setRoistatParams: put,
    geo: {},
    event: { send: (name: unknown, fields?: unknown) => put({ [`event ${String(name)}`]: fields ?? true }) },
    onlineChat: chat,
    multiwidget: ways,
  }
  page.roistat = merged(roistat, page.roistat)
  page.roistatGoal = { reach }
  page.setRoistatOnlineChatCustomParams = put
  page.roistatOnlineChatShow = page.roistatOnlineChatToggle = () => say('toggle')
  put({ marker: source(), user_agent: navigator.userAgent, current_page: currentPage() })
  tell(() => tell(page.onRoistatModuleLoaded))
  follow(chat, ways, visit)
}

/** Tells the page, and keeps its names, as the chat comes and goes. */
function follow(chat: OnlineChat, ways: Multiwidget, visit: Visit): void {
  let stands = false
  let begun = false
  const named = () => settings && nameButton(settings, ways.isVisible)
  const put = () => place(chat.customPosition)

  /** Once there are both: the button, and what the project says of it. */
  function stand(): void {
    if (!stands || !settings) return
    chat.isEnabled = offers('chat')
    ways.isEnabled = ways.isVisible = true
    named()
    put()
    Object.assign(launcher() ?? {}, { besedkaLink: linkOf }) // for the list of ways
    countUnread(chat)
    tell(page.onRoistatMultiwidgetInited)
    if (chat.isEnabled) tell(page.onRoistatOnlineChatInited)
    tell(put) // what they have set
  }

  page.roistatMultiwidgetShow = () => {
    ways.turn()
    named()
  }
  say('on', 'ready', (told: VisitorWidgetSettings) => {
    learn(told)
    if (page.roistatOnlineChatOnly) leaveTheChat(told)
    if (told.visits) visit.begin()
    stand()
    tell(page.onRoistatAllModulesLoaded)
    tell(put)
  })
  say('on', 'shown', () => {
    stands = true
    stand()
  })
  say('on', 'open', () => {
    put()
    nameWindow(true)
    say('params', { current_page: currentPage() })
  })
  say('on', 'close', () => nameWindow(false))
  say('on', 'message', () => {
    if (!begun) tell(page.onRoistatChatInit, CHAT)
    begun = true
  })
}

/** The page wants the chat and no other way: the button opens it at once, whatever the cabinet says later. */
function leaveTheChat(settings: VisitorWidgetSettings): void {
  if (!offers('chat')) return
  for (const name of ['list', 'way']) Object.defineProperty(settings, name, { get: () => undefined, set() {}, enumerable: false, configurable: true })
  say('language', launcher()?.lang) // the button is drawn anew
}

function currentPage(): { title: string; href: string } {
  return { title: document.title, href: location.origin + location.pathname }
}

/** A visitor has one conversation, so its number on the page is always this. */
const CHAT = 1

type Things = Record<string, unknown>

/** What the page had set under our names before we came stays, and what it lacks is put beside it. */
function merged<Thing extends object>(ours: Thing, theirs: unknown): Thing {
  if (theirs === null || typeof theirs !== 'object') return ours
  for (const [name, value] of Object.entries(theirs as Things)) {
    const mine = (ours as Things)[name]
    if (mine !== null && typeof mine === 'object') merged(mine, value)
    else if (Object.getOwnPropertyDescriptor(ours, name)?.get === undefined) (ours as Things)[name] = value
  }
  return ours
}
