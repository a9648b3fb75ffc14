/** What the loader and the panel promise each other; the only words that both scripts share. */
import type { Language } from '../shared/i18n'
import type { VisitorWidgetSettings } from '../shared/wire.gen'

/** What the loader gives the panel to live on. */
export interface Stage {
  settings: VisitorWidgetSettings
  /** The address of our server, without a closing slash. */
  base: string
  language: Language
  launcher: HTMLElement
  /** The window's place on the page: the panel fills its shadow tree and may set its block size. */
  frame: HTMLElement
  close(): void
  /** How many messages nobody has seen, for the badge. */
  unread(count: number): void
  /** Tell the page's listeners (`besedka('on', …)`). */
  emit(event: string, detail?: unknown): void
}

/** What the panel does for the loader. */
export interface Panel {
  open(): void
  close(): void
  speak(language: Language): void
}

/** The panel's own `<script>` element carries the hand-over, so that the page's globals stay untouched. */
export interface PanelScript extends HTMLScriptElement {
  arrived?: (create: (stage: Stage) => Panel) => void
}

/** Names on the shelf of one project. */
export function shelfPrefix(project: string): string {
  return `besedka.${project}.`
}
