/** The names of the original's counter on the page: an interface that sites were written for (PRODUCT.md 2.3). */
import type { VisitorWidgetSettings } from '../../shared/wire.gen'

export type Callback = (...given: unknown[]) => unknown

/** What a page sets before us, what it defines for us to call, and what we put there for it. */
export interface Page {
  besedka?: (...args: unknown[]) => void
  roistatAlreadyStarted?: boolean
  roistatProjectId?: unknown
  roistatHost?: unknown
  roistatCookieDomain?: unknown
  roistatOnlineChatOnly?: unknown
  roistat?: unknown
  roistatGoal?: unknown
  onRoistatModuleLoaded?: unknown
  onRoistatAllModulesLoaded?: unknown
  onRoistatMultiwidgetInited?: unknown
  onRoistatOnlineChatInited?: unknown
  onRoistatChatInit?: unknown
  roistatVisitCallback?: unknown
  setRoistatOnlineChatCustomParams?: Callback
  roistatOnlineChatShow?: Callback
  roistatOnlineChatToggle?: Callback
  roistatMultiwidgetShow?: Callback
}

export const page = window as unknown as Page

/** What the project says of its button, once that has come; the loader keeps it as it changes. */
export let settings: VisitorWidgetSettings | undefined

/** The project offers this way. Where a script of ours came first it does not say which, but whether there is a chat. */
export function offers(way: string): boolean {
  const kinds: readonly string[] | undefined = settings?.kinds
  return kinds?.includes(way) ?? (way === 'chat' && !!settings?.chat)
}

export function learn(told: VisitorWidgetSettings): void {
  settings = told
}

/** Says to the chat what a page would say under Besedka's own name. */
export function say(...args: unknown[]): void {
  page.besedka?.(...args)
}

/** Calls a function of the page, if it is one; what it throws is the page's own, and said in its console. */
export function tell(callback: unknown, ...given: unknown[]): void {
  if (typeof callback === 'function') setTimeout(() => (callback as Callback)(...given))
}

/** The button, once it stands. */
export function launcher(): HTMLElement | null {
  return document.querySelector('.besedka-launcher')
}
