/** The keys, on a sheet of their own and in the empty middle. */
import { useEffect, useRef } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../shared/ui/icon'
import { close } from '../../shared/ui/icons'
import type { Key } from '../words/ru'
import { useStore } from '../state/store'
import { FIELD_KEYS, KEYS, keysOf, lines } from './keys'
import { useDesk, useSay } from './room'

type Keys = readonly (readonly [keys: readonly string[], does: Key])[]

const SHORT: readonly Key[] = ['key_move', 'key_take', 'key_help']
export const KEYS_SHORT: Keys = lines(KEYS.filter((one) => SHORT.includes(one.does)))

export function KeyList({ keys }: { keys: Keys }) {
  const say = useSay()
  return (
    <dl class="keys">
      {keys.map(([press, does]) => <><dt>{press.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{say(does)}</dd></>)}
    </dl>
  )
}

export interface SheetOptions {
  readonly title: string
  readonly children: ComponentChildren
  readonly wide?: boolean
  /** Nothing inside takes the focus, so the whole does, to be scrolled by keys. */
  readonly reading?: boolean
  readonly shut: () => void
}

/** A window over the app: the browser's own dialog keeps the focus inside and gives it back. */
export function Sheet({ title, children, shut, wide = false, reading = false }: SheetOptions) {
  const say = useSay()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => box.current?.showModal(), [])
  return (
    <dialog ref={box} class={wide ? 'pop wide' : 'pop'} aria-label={title} onClose={shut} onClick={(event) => event.target === box.current && box.current?.close()}>
      <header><h2>{title}</h2><button type="button" class="icon" aria-label={say('shut')} onClick={() => box.current?.close()}><Icon path={close} /></button></header>
      <div class="body" tabIndex={reading ? 0 : undefined}>{children}</div>
    </dialog>
  )
}

export function HelpSheet({ shut }: { shut: () => void }) {
  const say = useSay()
  const me = useStore(useDesk().state, (state) => state.me)
  return <Sheet title={say('keys')} shut={shut} reading><KeyList keys={[...lines(keysOf(me)), ...FIELD_KEYS]} /></Sheet>
}
