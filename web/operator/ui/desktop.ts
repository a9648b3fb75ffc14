/** The app in a desktop window: what is open, who is there and what is not to disturb are the same on both sides, and its pop-ups are answered. */
import { useEffect } from 'preact/hooks'
import type { Desk } from '../net/desk'
import { desktop, ear, type Said } from '../net/desktop'
import type { Choices } from '../state/choices'
import { type Store, store, useStore } from '../state/store'
import { refusal } from './acts'
import { language, useDesk } from './room'
import { go, route } from './route'

/** When the desktop app last said that a pop-up about no conversation was clicked: so much of the check is proven. */
export const clicked: Store<number> = store(0)

/** Speak with the desktop app for as long as the desk is there; in a browser, nothing. */
export function useDesktop(): void {
  const desk = useDesk()
  const stance = useStore(desk.state, (state) => state.me.stance ?? 'online')
  const quiet = useStore(desk.teller.choices, (choices) => choices.quiet)
  const open = useStore(route, (here) => here.conversation)
  useEffect(() => desktop()?.presence(stance), [stance])
  useEffect(() => desktop()?.quiet(untilOf(quiet)), [quiet])
  useEffect(() => desktop()?.opened(open ?? ''), [open])
  useEffect(() => {
    const me = desk.state.get().me.id
    desktop()?.signed(me)
    ear.seated(me, (said) => obey(desk, said))
    return () => ear.left()
  }, [desk])
}

function obey(desk: Desk, said: Said): void {
  if (said.t === 'open') return opened(desk, said.conversation)
  if (said.t === 'reply') return replied(desk, said)
  if (said.t === 'quiet') return desk.teller.choose({ quiet: quietOf(said.until) })
  if (said.status !== (desk.state.get().me.stance ?? 'online'))
    desk.setStance(said.status === 'online' ? null : said.status).catch((trouble) => {
      refusal.set(trouble)
      desktop()?.presence(desk.state.get().me.stance ?? 'online') // the tray shows what is, not what was wished
    })
}

/** It is kept before it is said that it is; one that has come already is not taken twice. */
function replied(desk: Desk, { id, operator, conversation, text }: Extract<Said, { t: 'reply' }>): void {
  if (!desk.unsent.get().some((one) => one.id === id)) desk.keeper.replied({ id, conversation, text, language: language.get(), operator })
  desktop()?.took(id)
}

function opened(desk: Desk, conversation: string): void {
  if (conversation === '') return clicked.set(Date.now())
  const list = desk.state.get().conversations.get(conversation)?.it.status === 'new' ? 'new' : 'mine'
  go({ list, conversation, client: false })
}

/** As the desktop app says it: 0 not chosen, -1 until it is turned off, else until when. */
export function untilOf(quiet: Choices['quiet']): number {
  return quiet === null ? 0 : quiet === 'on' ? -1 : quiet
}

export function quietOf(until: number): Choices['quiet'] {
  return until === 0 ? null : until < 0 ? 'on' : until
}
