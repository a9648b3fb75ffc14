/** What every part of the window can reach: the session, the words, and the few things that only the view knows. */
import type { Language, Translate } from '../../shared/i18n'
import type { Stage } from '../contract'
import type { Scroll } from './scroll'
import type { Session } from './session'
import type { Word } from './words'

export interface App {
  stage: Stage
  session: Session
  scroll: Scroll
  language: Language
  say: Translate<Word>
  /** The window covers the whole screen of a phone. */
  full: boolean
  /** The seq from which messages are new since the window was last looked at; 0: none. */
  freshFrom: number
  /** Which small thing lies over the window. */
  over: 'menu' | 'emoji' | ''
  /** Now, by the server's clock. */
  now(): number
  close(): void
  redraw(): void
  /** Move the focus, once the window shows what it should. */
  focus(selector: string): void
}

/** The keys and clicks of a small thing that opens over the window: Escape and leaving it close it. */
export function overlay(app: App, name: 'menu' | 'emoji', opener: string, first: string) {
  const open = app.over === name
  const turn = (on: boolean, focus = '') => {
    app.over = on ? name : ''
    app.redraw()
    if (focus) app.focus(focus)
  }
  return {
    open,
    shut: () => turn(false),
    toggle: () => turn(!open, open ? '' : first),
    keys(event: KeyboardEvent) {
      if (!open || event.key !== 'Escape') return
      event.stopPropagation()
      turn(false, opener)
    },
    left(event: FocusEvent) {
      if (open && !(event.currentTarget as Node).contains(event.relatedTarget as Node | null)) turn(false)
    },
  }
}
