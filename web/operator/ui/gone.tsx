/** What was just removed in a window, and the way back: told, in reach of the keyboard at once, for as long as it lasts. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Leaving, Removing } from '../../shared/removing'
import { Icon } from '../../shared/ui/icon'
import { check, info } from '../../shared/ui/icons'
import { useRemoving } from '../../shared/ui/removing'
import { RequestRefused } from '../net/api'
import { refusal } from './acts'
import { useSay } from './room'
import '../styles/gone.css'

export interface LeavingThings {
  readonly removing: Removing
  /** What could not be removed, and why. */
  readonly trouble: string
}

/** Removal in this window: what still waits when it is shut is removed then. */
export function useLeavingThings(): LeavingThings {
  const say = useSay()
  const [trouble, setTrouble] = useState('')
  const here = useRef(true)
  useLayoutEffect(() => () => void (here.current = false), [])
  const removing = useRemoving((one, why) => {
    if (!(why instanceof RequestRefused)) throw why
    if (why.status === 404) return // somebody else has removed it
    if (here.current) setTrouble(say('not_removed', { name: one.name, why: why.message || say('no_server') }))
    else refusal.set(why)
  })
  return { removing, trouble }
}

const WINDOW = 'dialog, main'

export function Gone({ of: { removing, trouble } }: { of: LeavingThings }) {
  const say = useSay()
  const box = useRef<HTMLDivElement>(null)
  const { waiting } = removing
  const latest = waiting.at(-1)?.id
  const before = useRef({ latest, count: waiting.length })
  useLayoutEffect(() => {
    if (latest !== undefined && latest !== before.current.latest) box.current?.querySelector<HTMLElement>('p:last-of-type button')?.focus()
    else if (waiting.length < before.current.count && document.activeElement === document.body) box.current?.closest(WINDOW)?.querySelector<HTMLElement>('header button')?.focus() // the time is over; the window keeps the focus
    before.current = { latest, count: waiting.length }
  }, [waiting.length, latest])
  const back = (one: Leaving): void => {
    const window = box.current?.closest(WINDOW)
    removing.back(one.id)
    requestAnimationFrame(() => placeOf(window, one.id)?.focus())
  }
  return (
    <>
      <div ref={box} class="gone" role="status">
        {waiting.map((one) => (
          <p key={one.id}>
            <Icon path={check} size="m" /><span class="said">{one.words}</span>
            <button type="button" aria-label={say('bring_back_name', { name: one.name })} onClick={() => back(one)}>{say('bring_back')}</button>
          </p>
        ))}
      </div>
      {trouble && <p class="fld"><span class="error" role="alert"><Icon path={info} />{trouble}</span></p>}
    </>
  )
}

/** Where the focus goes with what was brought back. */
export function placeOf(window: Element | null | undefined, id: string): HTMLElement | null {
  const place = window?.querySelector<HTMLElement>(`[data-id="${id}"]`) ?? null
  return place?.matches('button, a') ? place : (place?.querySelector<HTMLElement>('input, button, a') ?? null)
}
