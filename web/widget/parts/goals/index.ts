/**
 * Goals for the site's own analytics: what happens in the chat is told to `gtag` and `ym` where the page has them, else to its data
 * layer. Nothing is sent by us to anybody.
 */
import { handOver } from '../../contract'
import type { VisitorMessage } from '../../../shared/wire.gen'
import type { App, Drawn } from '../../panel/app'

/** What is told, by its name there. `besedka_lead` is kept for requests of the page's forms. */
export type Goal = 'besedka_open' | 'besedka_first_message' | 'besedka_lead' | 'besedka_form' | 'besedka_rating'

interface Page {
  gtag?: unknown
  ym?: unknown
  dataLayer?: unknown[]
}

type Told = (...said: unknown[]) => void

handOver<Pick<Drawn, 'draw'>>({ draw: watch })

let watches = false

function watch(app: App): void {
  if (watches) return
  watches = true
  const hear = (event: string, heard: (detail: never) => void) => document.addEventListener(`besedka:${event}`, (it) => heard((it as CustomEvent).detail as never))
  let open = app.stage.frame.classList.contains('opened')
  if (open && !app.stage.invited) reach(app, 'besedka_open') // while this was on its way
  hear('open', () => {
    if (!open && !app.stage.invited) reach(app, 'besedka_open')
    open = true
  })
  hear('close', () => (open = false))
  let told = ''
  const tell = ({ id }: VisitorMessage) => {
    if (id !== told) reach(app, 'besedka_first_message')
    told = id
  }
  const [first] = said(app)
  if (first && first.at > askedAt(app)) tell(first) // while this was on its way, too
  hear('message', ({ author }: { author: string }) => {
    const [only, ...more] = said(app)
    if (author === 'visitor' && only && !more.length) tell(only)
  })
  hear('form', () => reach(app, 'besedka_form'))
  hear('rating', (rating: number) => reach(app, 'besedka_rating', { rating }))
}

/** What the visitor has said, where all of it is here. */
function said({ session: { state } }: App): VisitorMessage[] {
  return state.more ? [] : state.messages.filter(({ author }) => author === 'visitor')
}

/** When this script was asked for, by the server's clock; never, where the page has fetched more than its browser remembers. */
function askedAt(app: App): number {
  const asked = performance.getEntriesByType('resource').find(({ name }) => name.includes('/part-goals-'))
  return asked ? app.now() - performance.now() + asked.startTime : Infinity
}

function reach({ stage }: App, goal: Goal, more?: Record<string, unknown>): void {
  const { analytics, metrika } = stage.settings.goals ?? {}
  const page = window as Page
  const layer = (said: Record<string, unknown>) => void (page.dataLayer ??= []).push(said)
  if (analytics) call(page.gtag, 'event', goal, { ...more, send_to: analytics }) || layer({ event: goal, ...more })
  if (metrika) call(page.ym, Number(metrika), 'reachGoal', goal, ...(more ? [more] : [])) || analytics || layer({ event: goal, ...more })
}

/** False: the page has no such function. What it throws is the page's own. */
function call(told: unknown, ...said: unknown[]): boolean {
  if (typeof told !== 'function') return false
  setTimeout(() => (told as Told)(...said))
  return true
}
