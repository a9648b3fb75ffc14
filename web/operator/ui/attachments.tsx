/** Attaching in the field: the button, paste and drop; each file with its progress, and what became of it. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Carried } from '../../shared/uploads'
import { CarriedFile } from '../../shared/ui/carried'
import { Icon } from '../../shared/ui/icon'
import { clip } from '../../shared/ui/icons'
import { useStore } from '../state/store'
import type { CannedResponse } from '../wire'
import { refusal } from './acts'
import type { Desk } from '../net/desk'
import { noteDraft } from '../net/drafts'
import { ANSWERING, composing } from '../state/composing'
import { useDesk, useLanguage, useSay } from './room'

/** The server's own limit (besedka/domain/file.py). */
export const PER_MESSAGE = 10

export interface Carrying {
  readonly items: readonly Carried[]
  /** All of them are there: the answer may go. */
  readonly ready: boolean
  /** Why the answer cannot go yet; empty when it can. */
  readonly why: '' | 'files_coming' | 'files_failed' | 'files_many'
}

/** Where files go that are attached in this conversation now: to the answer or to the note; null while said words are being changed. */
export function useAttachPlace(conversation: string): string | null {
  return useStore(composing, (all) => {
    const { mode, editing } = all[conversation] ?? ANSWERING
    return editing ? null : mode === 'note' ? noteDraft(conversation) : conversation
  })
}

/** What is attached at this place. */
export function useCarrying(place: string | null): Carrying {
  const desk = useDesk()
  const items = useStore(desk.attachments.all, (all) => (place === null ? NONE : (all[place] ?? NONE)))
  const copying = useStore(desk.attachments.copying, (all) => (place === null ? 0 : (all[place] ?? 0)))
  useEffect(() => void (place === null || desk.attachments.of(place)), [desk, place])
  const why =
    items.length > PER_MESSAGE ? 'files_many'
    : items.some((item) => item.state === 'failed') ? 'files_failed'
    : copying > 0 || items.some((item) => item.state !== 'ready') ? 'files_coming'
    : ''
  return { items, ready: items.length > 0 && why === '', why }
}

const NONE: readonly Carried[] = []

export function AttachButton({ place }: { place: string }) {
  const say = useSay()
  const desk = useDesk()
  const input = useRef<HTMLInputElement>(null)
  const chosen = (): void => {
    if (!input.current) return
    desk.attachments.of(place).add([...(input.current.files ?? [])])
    input.current.value = ''
  }
  return (
    <>
      <input ref={input} type="file" multiple hidden onChange={chosen} data-attach />
      <button type="button" class="icon" aria-label={say('attach')} title={say('attach')} onClick={() => input.current?.click()}>
        <Icon path={clip} />
      </button>
    </>
  )
}

/** Attach copies of what goes with a canned response; what the server does not give is told. */
export function attachCopies(desk: Desk, place: string, files: CannedResponse['files']): void {
  if (files.length > 0) desk.attachments.copy(place, files).catch((trouble) => refusal.set(trouble))
}

/** Files pasted into the field. What was copied out of a document or a table comes with a picture of itself: its words are meant. */
export function pasted(event: ClipboardEvent, take: (files: File[]) => void): void {
  const copied = event.clipboardData
  const files = [...(copied?.files ?? [])]
  if (files.length === 0 || (copied?.getData('text') && copied.getData('text/html'))) return
  event.preventDefault()
  take(files)
}

export function AttachedList({ place }: { place: string }) {
  const say = useSay()
  const { items, why } = useCarrying(place)
  if (items.length === 0) return null
  return (
    <ul class="carried" aria-label={say('attached')}>
      {items.map((item) => <One key={item.id} place={place} item={item} />)}
      {why === 'files_many' && <li class="refused" role="alert">{say('files_many', { n: items.length, limit: PER_MESSAGE })}</li>}
    </ul>
  )
}

function One({ place, item }: { place: string; item: Carried }) {
  const say = useSay()
  const words = {
    of: say('out_of'), again: say('try_again'), waits: (soFar: string) => say('upload_waits', { words: soFar }),
    uploading: (name: string) => say('uploading', { name }), detach: (name: string) => say('detach', { name }),
  }
  return <CarriedFile item={item} uploads={useDesk().attachments.of(place)} language={useLanguage()} words={words} />
}

/** A file that is let go where nothing takes it must not open in the app's place. */
export function useNoDrop(): void {
  useLayoutEffect(() => {
    const stay = (event: DragEvent): void => {
      if (brings(event)) event.preventDefault()
    }
    for (const name of ['dragover', 'drop'] as const) addEventListener(name, stay)
    return () => {
      for (const name of ['dragover', 'drop'] as const) removeEventListener(name, stay)
    }
  }, [])
}

function brings(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/** A window over the conversation: what is dropped on it is not meant for the client. */
function covered(): boolean {
  return document.querySelector('dialog[open]') !== null
}

/** The whole conversation takes what is dropped on it, and says so while something hangs over it. */
export function DropPlace({ conversation }: { conversation: string }) {
  const say = useSay()
  const desk = useDesk()
  const [over, setOver] = useState(false)
  const place = useAttachPlace(conversation)
  useLayoutEffect(() => { // what lies there to be dropped on takes it: a busy page's next frame may be far away
    if (place === null) return
    let depth = 0
    const stepped = (step: number) => (event: DragEvent): void => {
      if (!brings(event) || covered()) return
      event.preventDefault()
      depth = Math.max(0, depth + step)
      setOver(depth > 0)
    }
    const dropped = (event: DragEvent): void => {
      if (!brings(event) || covered()) return
      event.preventDefault()
      depth = 0
      setOver(false)
      desk.attachments.of(place).add([...(event.dataTransfer?.files ?? [])])
    }
    const heard = { dragenter: stepped(1), dragover: stepped(0), dragleave: stepped(-1), drop: dropped }
    for (const [name, hear] of Object.entries(heard)) addEventListener(name, hear as EventListener)
    return () => {
      for (const [name, hear] of Object.entries(heard)) removeEventListener(name, hear as EventListener)
    }
  }, [desk, place])
  return over ? <div class={place === conversation ? 'drop' : 'drop note'} aria-hidden="true"><p>{say(place === conversation ? 'drop_here' : 'drop_note')}</p></div> : null
}
