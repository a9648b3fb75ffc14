/** What the cabinet's forms are made of: switches, choices, rows of a group, a drawer, a message with a way back. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { WAY_BACK_MS } from '../shared/removing'
import { Icon } from '../shared/ui/icon'
import { check, close, info, lock } from '../shared/ui/icons'
import { useSpeech } from './room'

export interface SwitchOptions {
  readonly label: string
  readonly on: boolean
  /** Why it cannot be moved, and who can; it stays visible. */
  readonly locked?: string | null
  readonly describedBy?: string
  onChange(on: boolean): void
}

export function Switch({ label, on, locked, describedBy, onChange }: SwitchOptions) {
  return (
    <button
      type="button" class="switch" role="switch" aria-checked={on} aria-label={label} aria-disabled={locked ? true : undefined}
      title={locked ?? undefined} aria-describedby={describedBy} onClick={() => locked || onChange(!on)}
    />
  )
}

export interface ChoiceOptions<T extends string | number> {
  readonly label: string
  readonly value: T
  readonly options: readonly (readonly [value: T, words: string])[]
  onChange(value: T): void
}

/** The browser's own list: it works on every device and with every aid. */
export function Choice<T extends string | number>({ label, value, options, onChange }: ChoiceOptions<T>) {
  const pick = (text: string): void => {
    const found = options.find(([one]) => String(one) === text)
    if (found) onChange(found[0])
  }
  return (
    <select class="choice" aria-label={label} value={String(value)} onChange={(event) => pick(event.currentTarget.value)}>
      {options.map(([one, words]) => <option key={one} value={String(one)} selected={one === value}>{words}</option>)}
    </select>
  )
}

export function Group({ title, why, children }: { title: string; why: string; children: ComponentChildren }) {
  const id = useId()
  return (
    <section class="sheet group" aria-labelledby={id}>
      <header><h2 id={id}>{title}</h2><p>{why}</p></header>
      {children}
    </section>
  )
}

/** A line of a group, its control at the end. */
export function Line({ title, words, error, children }: { title: string; words?: string; error?: string | null; children: ComponentChildren }) {
  return (
    <div class="line">
      <div><b>{title}</b>{words && <p>{words}</p>}{error && <p class="error" role="alert"><Icon path={info} size="s" />{error}</p>}</div>
      {children}
    </div>
  )
}

/** Why something is out of reach, and who can. */
export function Locked({ children }: { children: ComponentChildren }) {
  return <p class="locked"><Icon path={lock} size="s" /><span>{children}</span></p>
}

export interface DrawerOptions {
  readonly title: string
  readonly face?: ComponentChildren
  readonly children: ComponentChildren
  shut(): void
}

/** A pane at the page's end, over everything: the browser's dialog keeps the focus and gives it back. */
export function Drawer({ title, face, children, shut }: DrawerOptions) {
  const { say } = useSpeech()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => box.current?.showModal(), [])
  return (
    <dialog ref={box} class="drawer" aria-label={title} onClose={shut}>
      <header>
        {face}<h2 class="ell">{title}</h2>
        <button type="button" class="icon" aria-label={say('shut')} onClick={() => box.current?.close()}><Icon path={close} size="m" /></button>
      </header>
      {children}
    </dialog>
  )
}

/** As long as what was removed may be brought back. */
const SHOWN = WAY_BACK_MS

export interface Told {
  readonly words: string
  readonly undo?: () => void
  readonly failed?: boolean
}

/** What has just been done, and the way back. */
export function Toast({ told, gone }: { told: Told | null; gone: () => void }) {
  const { say } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!told) return
    if (document.activeElement === document.body) box.current?.querySelector('button')?.focus() // what had the focus is gone; here is the way back to it
    const timer = setTimeout(gone, SHOWN)
    return () => clearTimeout(timer)
  }, [told, gone])
  const back = (): void => {
    told?.undo?.()
    gone()
  }
  return (
    <div ref={box} class="told-place" role="status">
      {told && (
        <div class="told-box">
          <Icon path={told.failed ? info : check} size="m" /><span>{told.words}</span>
          {told.undo && <button type="button" onClick={back}>{say('bring_back')}</button>}
        </div>
      )}
    </div>
  )
}
