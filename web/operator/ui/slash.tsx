/** `/` in the field: the canned responses stand over it, the arrows walk, Enter inserts, Escape closes. What was typed stays. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { slash as slashIcon } from '../../shared/ui/icons'
import { type Slash, slashAt } from '../state/canned'
import type { CannedResponse, Conversation } from '../wire'
import type { Keys, PanelOptions } from './picking'
import { RequestRefused } from '../net/api'
import { refusal } from './acts'
import { attachCopies } from './attachments'
import { useDesk, useSay } from './room'

export interface Slashing {
  readonly panel: ComponentChildren
  /** Goes on the field. */
  readonly aria: { readonly 'aria-autocomplete'?: 'list'; readonly 'aria-controls'?: string; readonly 'aria-activedescendant'?: string }
  readonly pressed: Keys
  /** The caret may have moved. */
  look(): void
  /** Open by the button: a slash at the caret. */
  open(): void
}

type Panel = (options: PanelOptions) => ComponentChildren

/** Fetched when it is first needed, or before. */
export const cannedPanel = (): Promise<Panel> => import('./canned').then((part) => part.CannedPanel)

export function useSlash(it: Conversation, field: { readonly current: HTMLTextAreaElement | null }, put: (text: string) => void, place: string | null): Slashing {
  const desk = useDesk()
  const [here, setHere] = useState<Slash | null>(null)
  const [asked, setAsked] = useState<number | null>(null)
  const [shut, setShut] = useState<number | null>(null)
  const [Panel, setPanel] = useState<Panel | null>(null)
  const [active, setActive] = useState('')
  const [keys] = useState<{ current: Keys | null }>({ current: null })
  const slash = here !== null && here.from !== shut ? here : null
  const fetching = slash !== null && Panel === null
  useEffect(() => {
    if (fetching) cannedPanel().then((part) => setPanel(() => part), () => refusal.set(new RequestRefused(0, 'no_server', {}, ''))) // the next slash tries again
  }, [fetching])
  const look = (explicit = asked): void => {
    const element = field.current
    const caret = element && element.selectionStart === element.selectionEnd ? element.selectionStart : -1
    const next = element && caret >= 0 && document.activeElement === element ? slashAt(element.value, caret, explicit) : null
    setHere(next)
    if (next === null) setShut(null)
    if (next === null && explicit !== null && element?.value[explicit] !== '/') setAsked(null)
  }
  const close = (): void => setShut(here?.from ?? null)
  const insert = (words: string, files: CannedResponse['files']): void => {
    const element = field.current
    if (!element || !slash) return
    element.focus()
    element.setRangeText(words, slash.from, slash.to, 'end')
    setHere(null)
    setAsked(null)
    put(element.value)
    if (place !== null) attachCopies(desk, place, files)
  }
  const open = (): void => {
    const element = field.current
    if (!element) return
    element.focus()
    if (slash) return close()
    const before = element.value.slice(0, element.selectionStart)
    const glue = before === '' || /\s$/.test(before) ? '/' : ' /'
    element.setRangeText(glue, element.selectionStart, element.selectionEnd, 'end')
    const from = element.selectionStart - 1
    setShut(null)
    setAsked(from)
    put(element.value)
    look(from)
  }
  const shown = slash !== null && Panel !== null
  return {
    panel: shown ? <Panel it={it} typed={slash.typed} keys={keys} activated={setActive} insert={insert} close={close} /> : null,
    aria: shown ? { 'aria-autocomplete': 'list', 'aria-controls': 'canned', ...(active ? { 'aria-activedescendant': active } : {}) } : {},
    pressed: (event) => shown && (keys.current?.(event) ?? false),
    look: () => look(),
    open,
  }
}

export function SlashButton({ open }: { open: () => void }) {
  const say = useSay()
  return (
    <button type="button" class="icon slash" aria-keyshortcuts="/" aria-label={say('canned')} title={say('canned')} onMouseDown={(event) => event.preventDefault()} onClick={open}>
      <Icon path={slashIcon} />
    </button>
  )
}
