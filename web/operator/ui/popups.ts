/** Says the news: a pop-up of the browser, a sound, and a word for screen readers. */
import { useEffect } from 'preact/hooks'
import type { Desk } from '../net/desk'
import { play } from '../net/sounds'
import type { Choices } from '../state/choices'
import type { News } from '../state/news'
import { type Store, store, useStore } from '../state/store'
import type { Say } from '../state/waiting'
import { clientName } from './people'
import { useDesk, useSay } from './room'
import { go, route } from './route'

/** What the browser lets us do. */
export type Permission = NotificationPermission | 'insecure' | 'missing'

export function permission(): Permission {
  if (!isSecureContext) return 'insecure'
  return 'Notification' in globalThis ? Notification.permission : 'missing'
}

/** The newest news in words, for a live region. */
export const latest: Store<string> = store('')

interface Shown {
  readonly popup: Notification
  readonly timer: ReturnType<typeof setTimeout> | undefined
}

const shown = new Map<string, Shown>()

/** Speak for the desk as long as the app is open; a pop-up goes when its conversation is opened, or one comes back to it. */
export function useTelling(): void {
  const desk = useDesk()
  const say = useSay()
  const open = useStore(route, (here) => here.conversation)
  useEffect(() => {
    desk.teller.speak = (news, quiet) => tell(desk, news, quiet, say)
  }, [desk, say])
  useEffect(() => {
    const seen = (): void => {
      if (open) shown.get(open)?.popup.close()
    }
    desk.teller.front.show(open)
    seen()
    addEventListener('focus', seen)
    return () => {
      removeEventListener('focus', seen)
      desk.teller.front.show(null)
    }
  }, [desk, open])
}

/** Show and sound an example, whatever is chosen about being disturbed. */
export function check(choices: Choices, say: Say): void {
  if (choices.sound) play(choices.sound, choices.volume)
  popUp('check', say('check_title'), say('check_text'), choices, () => {})
}

function tell(desk: Desk, news: News, quiet: boolean, say: Say): void {
  const { title, text } = inWords(desk, news, say)
  latest.set(say('told_said', { name: title }))
  if (quiet) return
  const choices = desk.teller.choices.get()
  if (choices.sound) play(choices.sound, choices.volume)
  popUp(news.of === 'missed' ? 'missed' : news.conversation, title, text, choices, () => openFrom(desk, news))
}

function inWords(desk: Desk, news: News, say: Say): { title: string; text: string } {
  if (news.of === 'missed') {
    const text = say(news.messages > 0 ? 'told_missed_text' : 'told_missed_calls', { people: news.conversations.length, n: news.messages })
    return { title: say('told_missed'), text }
  }
  const it = desk.state.get().conversations.get(news.conversation)?.it
  const name = it ? clientName(it, say) : say('unknown')
  if (news.of === 'message') return { title: name, text: news.text }
  return { title: say(`told_${news.of}`), text: [name, it?.last_message?.text].filter(Boolean).join(': ') }
}

function openFrom(desk: Desk, news: News): void {
  const only = news.of !== 'missed' ? news.conversation : news.conversations.length === 1 ? news.conversations[0] : undefined
  if (only === undefined) return go({ list: 'mine', conversation: null, client: false })
  const list = desk.state.get().conversations.get(only)?.it.status === 'new' ? 'new' : 'mine'
  go({ list, conversation: only, client: false })
}

/** What browsers know and TypeScript's own words for them do not: call again, though one of the same tag is there. */
interface Calling extends NotificationOptions {
  readonly renotify: true
}

/** One pop-up for each conversation: a newer one stands in place of the older, and calls anew. */
function popUp(tag: string, title: string, body: string, choices: Choices, clicked: () => void): void {
  if (permission() !== 'granted') return
  const options: Calling = { body, tag: `besedka.${tag}`, renotify: true, requireInteraction: choices.stay === 0, silent: true }
  try {
    const popup = new Notification(title, options)
    clearTimeout(shown.get(tag)?.timer)
    shown.set(tag, { popup, timer: choices.stay > 0 ? setTimeout(() => popup.close(), choices.stay * 1000) : undefined })
    popup.onclose = () => void (shown.get(tag)?.popup === popup && shown.delete(tag))
    popup.onclick = () => {
      focus()
      popup.close()
      clicked()
    }
  } catch {
    // Some phones have the word but want a service worker: sound and the badge remain.
  }
}
