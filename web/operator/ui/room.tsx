/** What every part of the app needs at hand: the desk, the words, the route, the time. */
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { type Language, translator } from '../../shared/i18n'
import { saveLanguage, savedLanguage } from '../../shared/ui/language'
import type { Desk } from '../net/desk'
import { type Store, store, useStore } from '../state/store'
import type { Say } from '../state/waiting'
import { en } from '../words/en'
import { type Key, ru } from '../words/ru'

export const language: Store<Language> = store(savedLanguage())

export function setLanguage(next: Language): void {
  saveLanguage(next)
  language.set(next)
}

const speak: Record<Language, Say> = {
  ru: translator<Key>({ ru, en }, 'ru'),
  en: translator<Key>({ ru, en }, 'en'),
}

/** The words in the language of the moment. */
export function useSay(): Say {
  return speak[useStore(language, (it) => it)]
}

export function useLanguage(): Language {
  return useStore(language, (it) => it)
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('no desk: nobody is signed in')
  return desk
}

const ticking = store(Date.now())
const TICK = 1_000

/** What `read` makes of the server's time now; the component is drawn again only when that changes. */
export function useClock<T>(read: (now: number) => T): T {
  const desk = useDesk()
  return useStore(ticking, (now) => read(now + desk.skew))
}

/** Lets the clock go while the page is seen. */
export function useTicking(): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) ticking.set(Date.now())
    }, TICK)
    return () => clearInterval(timer)
  }, [])
}

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const check = (): void => setHolds(list.matches)
    check()
    list.addEventListener('change', check)
    return () => list.removeEventListener('change', check)
  }, [query])
  return holds
}

export const PHONE = '(max-width: 639px)'
export const NARROW = '(max-width: 1199px)'
