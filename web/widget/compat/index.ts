/**
 * The drop-in for the Roistat counter: the same loader, and a page that was written for the original finds its names. All of it
 * is said through `besedka(…)`, as a page of ours would say it. The names are an interface; no line of the original is here.
 */
import '../loader/index'
import { onlineChat, place } from './chat'
import { reach } from './goal'
import { linkOf, multiwidget } from './multiwidget'
import { launcher, page, say, tell } from './page'
import { base } from './place'
import { source } from './source'
import { watchVisit } from './visit'

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
  page.roistatMultiwidgetShow = () => ways.turn()
  put({ marker: source() })

  tell(() => tell(page.onRoistatModuleLoaded))
  say('on', 'ready', ({ visits }: { visits?: boolean }) => {
    if (visits) visit.begin()
    tell(page.onRoistatAllModulesLoaded)
  })
  say('on', 'shown', () => {
    chat.isEnabled = ways.isEnabled = ways.isVisible = true
    place(chat)
    Object.assign(launcher() ?? {}, { besedkaLink: linkOf }) // for the list of ways
    tell(page.onRoistatMultiwidgetInited)
    tell(page.onRoistatOnlineChatInited)
  })
  let begun = false
  say('on', 'message', () => {
    if (!begun) tell(page.onRoistatChatInit, CHAT)
    begun = true
  })
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
