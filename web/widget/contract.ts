/** What the loader and the panel promise each other; the only words that both scripts share. */
import type { VisitorAbout, VisitorForm, VisitorHello, SpokenLanguage, VisitorShown, VisitorWidgetSettings } from '../shared/wire.gen'

/** What the page tells of itself and its visitor, in memory only until the first message. */
export interface About {
  /** All of it, for the server. */
  frame(): VisitorAbout
  /** For the greeting: the page that is looked at, and who the site says its visitor is; what its server has signed opens their history. */
  hello(): Pick<VisitorHello, 'page' | 'claims'>
  /** The panel's, once it is there: something new is to be told. */
  told(): void
}

/** What the loader gives the panel to live on. */
export interface Stage {
  settings: VisitorWidgetSettings
  /** The address of our server, without a closing slash. */
  base: string
  readonly language: SpokenLanguage
  /** The form that the visitor has asked for, to be filled in before anything else. */
  form?: VisitorForm | undefined
  launcher: HTMLElement
  /** The window's place on the page: the panel fills its shadow tree and may set its block size. */
  frame: HTMLElement
  about: About
  /** When and where the chat is shown: the rules that the page applies, and newer ones for it. */
  gate: { readonly version: string; put(shown: VisitorShown): void }
  /** Left with the first thing that is stored, so that the next page knows the visitor: does it stand? */
  mark: { stands(): Promise<boolean>; leave(): void }
  /** The window was opened by an invitation, and not by the visitor. */
  invited?: boolean
  close(): void
  /** How many messages nobody has seen, for the badge; and what the button says now: what closes the window, and what those are. */
  unread(count: number, shut: string, fresh: string): void
  /** Tell the page's listeners (`besedka('on', …)`). */
  emit(event: string, detail?: unknown): void
  /** Fetch one of our scripts, with the nonce that the page gave us; it answers with what it hands over. */
  fetch<Thing>(address: string): Promise<Thing>
}

/** What the panel does for the loader. */
export interface Panel {
  /** `words` stand in the field, unless something was typed there. */
  open(words?: string): void
  close(): void
  speak(language: SpokenLanguage): void
}

/** A script that the loader itself runs: the list of ways to get in touch, which it opens or shuts; the invitation, whose moment it waits for. */
export type StageScript = (stage: Stage) => void

/** A `<script>` element of ours carries its hand-over, so that the page's globals stay untouched. */
export interface FetchedScript<Thing> extends HTMLScriptElement {
  arrived?: (thing: Thing) => void
}

/** Says, while a script of ours runs for the first time, what it hands over to whoever fetched it. */
export function handOver<Thing>(thing: Thing): void {
  ;(document.currentScript as FetchedScript<Thing> | null)?.arrived?.(thing)
}

/** What a page says of itself fits the wire: not too long, no half characters. */
export function tidy(text: string, limit: number): string {
  return text.slice(0, limit).replace(/\p{Surrogate}/gu, '')
}

/** Names on the shelf of one project. */
export function shelfPrefix(project: string): string {
  return `besedka.${project}.`
}
