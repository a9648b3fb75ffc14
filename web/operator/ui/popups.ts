/** Says the news: a pop-up of the browser, a sound, and a word for screen readers. */
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Desk } from '../net/desk'
import { desktop, type Note } from '../net/desktop'
import { takeAway } from '../net/notices'
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
  if (desktop()) return 'granted'
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
  useLayoutEffect(() => { // not after the frame: what comes meanwhile is told, and by what is before the eyes now
    desk.teller.speak = (news, quiet) => tell(desk, news, quiet, say)
    desk.calls.ring = () => {
      const { sound, volume } = desk.teller.choices.get()
      if (sound) play(sound, volume)
    }
    desk.calls.over = unshow
  }, [desk, say])
  useEffect(() => () => shown.forEach(({ popup }) => popup.close()), [desk]) // what is on the screen is its operator's
  useLayoutEffect(() => {
    const seen = (): void => {
      if (!open || !desk.teller.front.shows(open)) return
      unshow(open)
      desk.calls.see(open)
    }
    desk.teller.front.show(open)
    seen()
    addEventListener('focus', seen)
    const unwatch = desk.calls.all.watch(seen)
    return () => {
      unwatch()
      removeEventListener('focus', seen)
      desk.teller.front.show(null)
    }
  }, [desk, open])
}

/** What tells of a conversation goes, by whomever it was shown: it is seen, or over. */
function unshow(conversation: string): void {
  desktop()?.withdraw(conversation)
  shown.get(conversation)?.popup.close()
  void takeAway((said) => said?.conversation === conversation)
}

/** Show and sound an example, whatever is chosen about being disturbed. */
export function check(choices: Choices, say: Say): void {
  if (choices.sound) play(choices.sound, choices.volume)
  popUp({ tag: 'check', conversation: '', title: say('check_title'), text: say('check_text'), stay: choices.stay, reply: false }, () => {})
}

function tell(desk: Desk, news: News, quiet: boolean, say: Say): void {
  const { title, text } = inWords(desk, news, say)
  latest.set(say('told_said', { name: title }))
  if (quiet) return
  const choices = desk.teller.choices.get()
  if (choices.sound) play(choices.sound, choices.volume)
  popUp({ ...aboutOf(news), title, text, stay: stays(news, choices) }, () => openFrom(desk, news))
}

/** By the ladder's call a pop-up stays until it is seen, however long others do. */
function stays(news: News, choices: Choices): number {
  return news.of === 'called' ? 0 : choices.stay
}

/** One pop-up for each conversation; what was missed in several is told as one. */
function aboutOf(news: News): Pick<Note, 'tag' | 'conversation' | 'reply'> {
  const only = onlyOf(news)
  return { tag: news.of === 'missed' ? 'missed' : news.conversation, conversation: only ?? '', reply: only !== undefined }
}

function onlyOf(news: News): string | undefined {
  return news.of !== 'missed' ? news.conversation : news.conversations.length === 1 ? news.conversations[0] : undefined
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
  const only = onlyOf(news)
  if (only === undefined) return go({ list: 'mine', conversation: null, client: false })
  const list = desk.state.get().conversations.get(only)?.it.status === 'new' ? 'new' : 'mine'
  go({ list, conversation: only, client: false })
}

/** What browsers know and TypeScript's own words for them do not: call again, though one of the same tag is there. */
interface Calling extends NotificationOptions {
  readonly renotify: true
}

/** A newer one stands in place of the older of the same tag, and calls anew. The desktop app, where we are in one, shows them itself. */
function popUp(note: Note, clicked: () => void): void {
  const shell = desktop()
  if (shell) return shell.notify(note)
  if (permission() !== 'granted') return
  const { tag, title, text, stay } = note
  const options: Calling = { body: text, tag: `besedka.${tag}`, renotify: true, requireInteraction: stay === 0, silent: true }
  try {
    const popup = new Notification(title, options)
    clearTimeout(shown.get(tag)?.timer)
    shown.set(tag, { popup, timer: stay > 0 ? setTimeout(() => popup.close(), stay * 1000) : undefined })
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
