/** Where one is in the cabinet: the address says it, so that back, reload and a sent link all work. */
import { useEffect, useState } from 'preact/hooks'

export const PAGES = ['operators', 'work', 'hours', 'places', 'members'] as const
export type PageName = (typeof PAGES)[number]

export interface Place {
  /** The project's number; null: the home. */
  readonly project: number | null
  readonly page: PageName | 'home'
}

const HOME: Place = { project: null, page: 'home' }
const ADDRESS = /^\/cabinet\/(\d+)\/(\w+)\/?$/

export function placeOf(path: string): Place {
  const [, number, name] = ADDRESS.exec(path) ?? []
  const page = PAGES.find((one) => one === name)
  return number && page ? { project: Number(number), page } : HOME
}

export function pathOf(place: Place): string {
  return place.project === null || place.page === 'home' ? '/cabinet/' : `/cabinet/${place.project}/${place.page}`
}

const MOVED = 'besedka-moved'

export function go(place: Place): void {
  history.pushState(null, '', pathOf(place))
  dispatchEvent(new Event(MOVED))
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.pathname))
  useEffect(() => {
    const look = (): void => setPlace(placeOf(location.pathname))
    addEventListener('popstate', look)
    addEventListener(MOVED, look)
    return () => {
      removeEventListener('popstate', look)
      removeEventListener(MOVED, look)
    }
  }, [])
  return place
}

/** A plain click is ours; with a modifier it is the browser's: a new tab, a new window. */
export function follow(place: Place): (event: MouseEvent) => void {
  return (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(place)
  }
}
