/** A menu that a button opens: the browser's own popover, so Escape and a click beside it behave as everywhere; it shuts when the focus leaves. */
import type { ComponentChildren } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'

export interface MenuOptions {
  readonly label: string
  readonly class: string
  readonly button: ComponentChildren
  readonly children: ComponentChildren
  readonly kind?: 'menu' | 'dialog'
  readonly boxClass?: string
  readonly onOpen?: (box: HTMLElement) => void
}

const GAP = 6
const EDGE = 8

export function Menu({ label, class: classes, button, children, kind = 'menu', boxClass = '', onOpen }: MenuOptions) {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const toggled = (event: Event): void => {
    const opened = (event as ToggleEvent).newState === 'open'
    setOpen(opened)
    if (!opened || !opener.current || !box.current) return
    place(opener.current, box.current)
    if (onOpen) onOpen(box.current)
    else box.current.querySelector<HTMLElement>('button, a')?.focus()
  }
  const pressed = (event: KeyboardEvent): void => {
    if (kind === 'menu' && event.key === 'Tab') box.current?.hidePopover() // gives the focus back, and Tab goes on from there
    else walk(event)
  }
  const left = (event: FocusEvent): void => {
    const to = event.relatedTarget as Node | null
    if (to && to !== opener.current && !box.current?.contains(to)) box.current?.hidePopover()
  }
  const inside = (event: MouseEvent): void => {
    if ((event.target as Element).closest('.mi:not([aria-disabled=true])')) box.current?.hidePopover()
  }
  return (
    <>
      <button
        ref={opener} type="button" class={classes} aria-label={label} title={label} aria-haspopup={kind} aria-expanded={open} popovertarget={id}
      >
        {button}
      </button>
      <div ref={box} id={id} popover="auto" class={`menu ${boxClass}`} role={kind} aria-label={label} onToggle={toggled} onClick={inside} onKeyDown={pressed} onFocusOut={left}>
        {children}
      </div>
    </>
  )
}

/** Above or below its button, within the window. */
function place(opener: HTMLElement, box: HTMLElement): void {
  const from = opener.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = box
  const below = from.bottom + GAP + height <= innerHeight - EDGE
  const start = getComputedStyle(opener).direction === 'rtl' ? from.right - width : from.left
  box.style.setProperty('left', `${Math.max(EDGE, Math.min(start, innerWidth - width - EDGE))}px`)
  const top = below ? from.bottom + GAP : from.top - GAP - height // its button may have scrolled out of sight since it was pressed
  box.style.setProperty('top', `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`)
}

/** Arrows walk among the buttons in sight, Home and End go to the first and the last, as in every menu. */
function walk(event: KeyboardEvent): void {
  const box = event.currentTarget as HTMLElement
  if ((event.target as Element).matches('input, select')) return
  const all = [...box.querySelectorAll<HTMLElement>('button, a')].filter((one) => one.checkVisibility())
  const here = all.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key]
  if (next === undefined) return
  all.at(next % all.length)?.focus()
  event.preventDefault()
}
