/** A push becomes a notification: what it says is data, and nothing in it is markup. */
import { plainName } from '../../shared/linkify'
import { Cupboard } from '../net/cupboard'
import { whose } from '../net/whose'
import { count } from './badge'
import { type Said, shown, words } from './said'

declare const self: ServiceWorkerGlobalScope

/** What browsers know and TypeScript's own words for them do not. */
export interface Shown extends NotificationOptions {
  readonly renotify: boolean
  readonly timestamp: number
  readonly actions: readonly { action: string; title: string; type?: 'text'; placeholder?: string }[]
}

const cupboard = new Cupboard()

export async function pushed(data: PushMessageData | null): Promise<void> {
  const said = await forWhoIsHere(read(data))
  if (await isBeforeTheEyes(said.conversation)) return
  await Promise.all([self.registration.showNotification(plainName(said.title), options(said)), count(said.badge)])
  for (const one of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) one.postMessage({ pushed: said.kind }) // whoever checks waits for it
}

/** A push of ours; one that cannot be read is still told: browsers allow no silent ones. */
function read(data: PushMessageData | null): Said {
  try {
    return shown(data?.json())
  } catch {
    return shown(null)
  }
}

/** What is meant for whoever used this device before says nothing to who uses it now. */
async function forWhoIsHere(said: Said): Promise<Said> {
  const here = await whose(cupboard)
  return said.operator === '' || here === null || here === said.operator ? said : shown({ language: said.language })
}

function options(said: Said): Shown {
  const say = words(said.language)
  const reply = said.conversation && said.kind === 'ladder' ? [{ action: 'reply', title: say.reply, type: 'text' as const, placeholder: say.placeholder }] : []
  return {
    body: said.text, tag: said.tag, renotify: true, timestamp: said.at, lang: said.language, data: said, icon: '/operator/icons/192.png', badge: '/operator/icons/badge.png',
    requireInteraction: said.kind === 'ladder', actions: said.conversation ? [...reply, { action: 'open', title: say.open }] : [],
  }
}

/** A window that does not answer shows nothing. */
const PATIENCE = 500

/** Whether a window with the focus shows this conversation already: asked of the window, whose address here is that of its beginning. */
async function isBeforeTheEyes(conversation: string): Promise<boolean> {
  if (!conversation) return false
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const shown = await Promise.all(windows.filter((one) => one.focused && one.visibilityState === 'visible').map(conversationOf))
  return shown.includes(conversation)
}

function conversationOf(window: WindowClient): Promise<unknown> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => done(data)
    setTimeout(() => done(null), PATIENCE)
    window.postMessage({ ask: 'conversation' }, [port2])
  })
}
