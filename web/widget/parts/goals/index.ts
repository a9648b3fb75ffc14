/**
 * Goals for the site's own analytics: what happens in the chat is told to `gtag` and `ym` where the page has them, else to its data
 * layer. Nothing is sent by us to anybody.
 */
import { handOver } from '../../contract'
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
  hear('message', ({ author }: { author: string }) => author === 'visitor' && isFirst(app) && reach(app, 'besedka_first_message'))
  hear('form', () => reach(app, 'besedka_form'))
  hear('rating', (rating: number) => reach(app, 'besedka_rating', { rating }))
}

function isFirst({ session: { state } }: App): boolean {
  return !state.more && state.messages.filter(({ author }) => author === 'visitor').length === 1
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
