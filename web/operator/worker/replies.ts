/**
 * An answer that was typed into a notification. It is kept before it is sent and has one id over every attempt, so it is stored
 * once: by us, at once or when the network is back, or by the app's own outbox, whichever comes first.
 */
import { newId } from '../../shared/ids'
import { Cupboard } from '../net/cupboard'
import { REPLY, type Reply } from '../net/replies'
import type { SignedIn } from '../wire'
import { count } from './badge'
import { type Said, tagOf, words } from './said'

declare const self: ServiceWorkerGlobalScope

export const REPLIES = 'replies'
const API = '/api/operator/v1'
/** Another operator is signed in here by now. */
const ANOTHERS = 'another'
const cupboard = new Cupboard()

export async function reply(said: Said, text: string): Promise<void> {
  const { conversation, language, operator } = said
  const written: Reply = { id: newId(), conversation, text, language, operator }
  const isKept = await cupboard.put(REPLY + written.id, written)
  const outcome = await post(written)
  if (outcome === 'sent') return Promise.all([over(written), count(said.badge === undefined ? undefined : Math.max(said.badge - 1, 0))]).then(() => {})
  if (outcome !== 'lost') return refused(written, outcome)
  await tell(written, words(language)[isKept ? 'later' : 'unsent'], text)
  if (isKept) await later()
}

/** The network is back. What was refused is a draft of the app's. Rejects when something is lost again: the browser asks later, and rarer. */
export async function answerLater(): Promise<void> {
  let lost = 0
  for (const kept of await cupboard.list<Reply>(REPLY)) {
    if (kept.refused !== undefined) continue
    const outcome = await post(kept)
    if (outcome === 'sent') await over(kept)
    else if (outcome === 'lost') lost++
    else await refused(kept, outcome)
  }
  if (lost > 0) throw new Error(`${lost} lost again`)
}

/** It is stored: nobody needs to be told of it any more. */
async function over({ id, conversation }: Reply): Promise<void> {
  await cupboard.remove(REPLY + id)
  await unsay(conversation)
}

async function unsay(conversation: string): Promise<void> {
  for (const one of await self.registration.getNotifications({ tag: tagOf(conversation) })) if ((one.data as Said | null)?.kind === 'reply') one.close()
}

async function refused(kept: Reply, why: string): Promise<void> {
  await cupboard.put(REPLY + kept.id, { ...kept, refused: why })
  if (why === ANOTHERS) return unsay(kept.conversation) // it is for the eyes of who typed it
  await tell(kept, words(kept.language).unsent, `${why}\n${kept.text}`)
  await offer()
}

/** A window that is open takes it over. */
async function offer(): Promise<void> {
  for (const one of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) one.postMessage({ replies: true })
}

/** `sent`, `lost` (nobody answered), or the sentence that says why not: whoever signed in here since does not answer for whom it was. */
async function post({ id, conversation, text, language, operator }: Reply): Promise<string> {
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': language }
  try {
    const who = await fetch(`${API}/session`, { headers })
    if (who.ok && operator !== '' && ((await who.json()) as SignedIn).me.id !== operator) return ANOTHERS
    const answer = who.ok ? await fetch(`${API}/conversations/${conversation}/messages`, { method: 'POST', body: JSON.stringify({ id, text }), headers }) : who
    if (answer.ok) return 'sent'
    if (answer.status >= 500 || answer.status === 429) return 'lost'
    return ((await answer.json()) as { message: string }).message
  } catch {
    return 'lost'
  }
}

function tell({ conversation, language, operator }: Reply, title: string, body: string): Promise<void> {
  const data: Said = { kind: 'reply', at: Date.now(), language, title, text: body, conversation, tag: tagOf(conversation), operator }
  return self.registration.showNotification(title, { body, tag: data.tag, lang: language, data, icon: '/operator/icons/192.png' })
}

/** Where the browser wakes us when the network is back; elsewhere the app sends it when it is opened. */
async function later(): Promise<void> {
  await offer()
  const waking = (self.registration as ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } }).sync
  await waking?.register(REPLIES).catch(() => {})
}
