/** Where one is in the cabinet: the address says it, so that back, reload and a sent link all work. */
import { useLayoutEffect, useState } from 'preact/hooks'

export const PAGES = ['operators', 'canned', 'work', 'multiwidget', 'hours', 'places', 'offline', 'texts', 'code', 'crm', 'alerts', 'desktop', 'members', 'audit', 'data', 'begin', 'install', 'first'] as const
export type PageName = (typeof PAGES)[number]

export interface Place {
  /** The project's number; null: the home. */
  readonly project: number | null
  readonly page: PageName | 'home' | 'new'
}

const HOME: Place = { project: null, page: 'home' }
const NEW: Place = { project: null, page: 'new' }
const ADDRESS = /^\/cabinet\/(\d+)\/(\w+)\/?$/

export function placeOf(path: string): Place {
  if (/^\/cabinet\/new\/?$/.test(path)) return NEW
  const [, number, name] = ADDRESS.exec(path) ?? []
  const page = PAGES.find((one) => one === name)
  return number && page ? { project: Number(number), page } : HOME
}

export function pathOf(place: Place): string {
  if (place.page === 'new') return '/cabinet/new'
  return place.project === null || place.page === 'home' ? '/cabinet/' : `/cabinet/${place.project}/${place.page}`
}

/** What can be asked for without being signed in: a letter, or what a ticket opens. */
export const DOORS = ['forgot', 'join', 'start', 'reset'] as const
export type DoorName = (typeof DOORS)[number] | 'in'

export function doorOf(path: string): DoorName {
  return DOORS.find((one) => path === `/cabinet/${one}`) ?? 'in'
}

const MOVED = 'besedka-moved'

export function go(place: Place): void {
  goTo(pathOf(place))
}

export function goTo(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new Event(MOVED))
}

export function usePlace(): Place {
  return usePath(placeOf)
}

export function useDoor(): DoorName {
  return usePath(doorOf)
}

function usePath<T>(of: (path: string) => T): T {
  const [place, setPlace] = useState(() => of(location.pathname))
  useLayoutEffect(() => { // not after the frame: whoever sees a link may press it
    const look = (): void => setPlace(of(location.pathname))
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
  return followTo(pathOf(place))
}

export function followTo(path: string): (event: MouseEvent) => void {
  return (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goTo(path)
  }
}
