/**
 * When a visitor is invited: after a while on a page, or when they are about to leave it. Nothing is watched that the project does not
 * use, and nothing after the moment has come once.
 *
 * Leaving is told on a desktop alone, where the pointer goes out through the top of the window to its tabs and its address. A finger has
 * no such way: a quick scroll upwards is how people look for the menu, and the back gesture must not be met by anything; there the time
 * on the page decides.
 */
import { pageShown } from '../../../shared/targeting'

export interface Rules {
  /** Seconds on one page; without it time invites nobody. */
  readonly after?: number
  readonly leaving?: true
  /** Compiled as the page filter's clear list; without it every page. */
  readonly pages?: readonly string[]
}

/** Calls `now` at the first moment at which a visitor is to be invited. What it returns ends the watch. */
export function watchMoment({ after, leaving, pages }: Rules, now: () => void): () => void {
  const { navigation } = window as { navigation?: EventTarget }
  let page = location.pathname
  let left = (after ?? 0) * 1_000
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const here = () => !pages || pageShown({ clear: true, list: pages }, location.host, location.pathname)

  if (after) {
    document.addEventListener('visibilitychange', look)
    navigation?.addEventListener('currententrychange', move)
    look()
  }
  if (leaving && matchMedia('(hover: hover) and (pointer: fine)').matches) document.documentElement.addEventListener('mouseleave', leave)

  /** Only the time for which the page is looked at counts: one timer at a time, none on a page that nobody sees. */
  function look(): void {
    clearTimeout(timer)
    if (since) left -= Date.now() - since
    since = document.hidden ? 0 : Date.now()
    if (since) timer = setTimeout(due, left)
  }

  /** A site that swaps its pages has come to another one. */
  function move(): void {
    if (page === location.pathname) return
    page = location.pathname
    left = after! * 1_000
    since = 0
    look()
  }

  /** Browsers that tell of no moves have the page looked at here. */
  function due(): void {
    if (page !== location.pathname) return move()
    if (here()) return come()
    page = ''
    move()
  }

  function leave(event: MouseEvent): void {
    if (event.clientY <= 0 && here()) come()
  }

  function come(): void {
    end()
    now()
  }

  function end(): void {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', look)
    navigation?.removeEventListener('currententrychange', move)
    document.documentElement.removeEventListener('mouseleave', leave)
  }

  return end
}
