/** What every part of the window can reach: the session, the words, and the few things that only the view knows. */
import type { Translate } from '../../shared/i18n'
import type { Part as Words } from '../../shared/linkify'
import type { Stage } from '../contract'
import type { Word } from '../words/ru'
import type { Section, Texts } from '../words/texts'
import type { VisitorFile, SpokenLanguage } from '../../shared/wire.gen'
import type { Uploads } from '../../shared/uploads'
import type { Scroll } from './scroll'
import type { Session } from './session'

/** A part that is drawn: where it stands, once its styles are worn. */
export interface Drawn {
  readonly css: string
  draw(app: App): unknown
}

/** Files on their way: taken to be uploaded, drawn above the field. */
export interface FilesPart extends Drawn {
  /** Find again what an earlier page left, and begin to upload these. */
  take(app: App, files: readonly File[]): Promise<void>
}

/** The form in place of the chat. */
export interface FormPart extends Drawn {
  /** The form that is due; undefined: the chat is. */
  draw(app: App): unknown
  /** Above the field of the chat: the way to ask for another call, where calls are what the window is for. */
  again(app: App): unknown
}

/** Files in messages. */
export interface AttachedPart {
  readonly css: string
  files(app: App, files: readonly VisitorFile[]): unknown
}

/** How long the wait is, as far as anything is known of it. */
export interface WaitPart extends Drawn {
  /** In place of the greeting. */
  title(app: App): string | undefined
  /** In place of who is there; `here`: whoever answers is. */
  head(app: App, here: boolean): unknown
}

/** What will go with the next message. */
export interface Carrying extends Pick<Uploads, 'items' | 'add' | 'retry' | 'cancel' | 'unshow'> {
  /** How many may go at once, if these are more. */
  many(): number | false
  /** Not all of it may go yet. */
  busy(): boolean
  /** It is kept on this page alone: a form comes first, and nothing leaves the device before what that asks for. */
  holds(id: string): boolean
  /** Begin with what was held, once the chat is there. */
  begin(): void
  /** Hand it over to the message. */
  hand(): VisitorFile[]
}

/** All that is said in one language (`web/widget/speech/`): the panel's words, and the parts', each part's under its name. */
export interface Speech {
  readonly words: Readonly<Record<Word, string>>
  say<One extends Section>(section: One): Translate<keyof Texts[One] & string>
}

/** The parts of the panel (parts.ts), a folder each in `web/widget/parts/`, and what each hands over. */
export interface Kinds {
  menu: Drawn
  emoji: Drawn
  typing: Drawn
  closing: Drawn
  files: FilesPart
  uploads: { carry(app: App): Carrying }
  attached: AttachedPart
  /** Drawn once, it tells from then on how often this browser has come. */
  earlier: Pick<Drawn, 'draw'>
  /** Drawn, it tells the site's own analytics of goals from then on. */
  goals: Pick<Drawn, 'draw'>
  links: { linkify(text: string): Words[] }
  form: FormPart
  wait: WaitPart
  sound: { play(id: string): void }
}

/** What is fetched when it is needed: the parts, and what they say, a script for each language. */
export type Fetched = Kinds & { readonly [One in `words-${SpokenLanguage}`]: Speech }

export interface Parts {
  /** The part, if it is here. */
  at<Name extends keyof Fetched>(name: Name): Fetched[Name] | undefined
  /** The same; if it is not here it is fetched, and the window drawn anew when it comes. For what can be done without. */
  wish<Name extends keyof Fetched>(name: Name): Fetched[Name] | undefined
  /** Fetch the part, once; rejected when it does not come, and the next call asks again. */
  fetch<Name extends keyof Fetched>(name: Name): Promise<Fetched[Name]>
}

/** The small things that open over the window. */
export type Over = 'menu' | 'emoji'

export interface App {
  stage: Stage
  session: Session
  scroll: Scroll
  language: SpokenLanguage
  say: Translate<Word>
  /** What the parts say in this language: here before any of them that speaks. */
  words: Speech['say']
  /** The window covers the whole screen of a phone. */
  full: boolean
  /** The seq from which messages are new since the window was last looked at; 0: none. */
  freshFrom: number
  /** Which small thing lies over the window. */
  over: Over | ''
  parts: Parts
  carrying: Carrying | null
  /** A part that was asked for did not come. */
  missing: boolean
  /** Now, by the server's clock. */
  now(): number
  close(): void
  redraw(): void
  /** Move the focus, once the window shows what it should. */
  focus(selector: string): void
}
