/** The tab says how many wait for an answer: the number in the title and on the icon, and on the app's own where there is one. */
import { useEffect } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { useStore } from '../state/store'
import calm from '../../shared/ui/icon.svg'
import drawing from '../../shared/ui/icon.svg?raw'
import { desktop } from '../net/desktop'
import { useDesk, useSay } from './room'

export function useBadge(): void {
  const say = useSay()
  const desk = useDesk()
  const name = useStore(desk.state, (state) => plainName(state.project.name))
  const waiting = useStore(desk.state, (state) => desk.standings.of('new', state).waiting.length + desk.standings.of('mine', state).waiting.length)
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${name} · ${say('app')}`
    draw(waiting > 0 ? numbered(waiting) : calm)
    desktop()?.badge(waiting)
    const again = (): void => mark(waiting) // a push may have put another number there
    again()
    document.addEventListener('visibilitychange', again)
    return () => document.removeEventListener('visibilitychange', again)
  }, [say, name, waiting])
  useEffect(() => () => {
    document.title = say('app')
    draw(calm)
    desktop()?.badge(0)
    mark(0)
  }, [say])
}

/** The number on the app's own icon. */
function mark(waiting: number): void {
  if ('setAppBadge' in navigator) void navigator.setAppBadge(waiting).catch(() => {})
}

/** The tab's icon: the browser draws it anew whenever it is set, the same one too. */
function draw(address: string): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (icon && icon.getAttribute('href') !== address) icon.setAttribute('href', address)
}

/** The icon with a number in its corner, as an address. */
export function numbered(n: number): string {
  const text = n > 99 ? '99' : String(n)
  const mark =
    '<circle cx="22.5" cy="9.5" r="9.5" fill="#d03a2f"/>' +
    `<text x="22.5" y="14.2" font-family="system-ui,sans-serif" font-size="${text.length > 1 ? 12 : 14}" font-weight="700" fill="#fff" text-anchor="middle">${text}</text>`
  return `data:image/svg+xml,${encodeURIComponent(drawing.replace('</svg>', `${mark}</svg>`))}`
}
