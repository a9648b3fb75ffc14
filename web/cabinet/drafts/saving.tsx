/** The draft of a page, its bar at the bottom, and what comes of saving it. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import type { Told } from '../controls'
import { useSpeech } from '../room'
import { useAsk, useFetched } from '../server'
import { met, type Draft, type Kind } from './draft'

const SELDOM = 60_000

export interface BarOptions {
  /** What differs from what is stored; nothing: there is no bar. */
  readonly changed: readonly string[]
  readonly others: readonly string[]
  readonly refused: RequestRefused | null
  readonly busy: boolean
  save(): void
  discard(): void
}

export interface Drafting<Seen, Wanted> {
  /** As they would be saved now. */
  readonly now: Wanted
  readonly seen: Seen
  readonly path: string
  readonly bar: BarOptions
  readonly told: Told | null
  forget(): void
  put(wanted: Wanted): void
  /** What the server says against this field. */
  wrong(field: string): string | null
}

export interface DraftOptions<Seen, Wanted> {
  readonly path: string
  readonly kind: Kind<Seen, Wanted>
  /** What is said when it is saved. */
  readonly saved: string
}

/** The settings; null while they are not known, with what to say about it. */
export function useDraft<Seen extends { readonly version: string }, Wanted>(
  { path, kind, saved }: DraftOptions<Seen, Wanted>,
): { drafting: Drafting<Seen, Wanted> | null; trouble: RequestRefused | null; again: () => Promise<void> } {
  const ask = useAsk()
  const { it, trouble, again } = useFetched<Seen>(path, SELDOM)
  const [draft, setDraft] = useState<Draft<Seen, Wanted> | null>(null)
  const [refused, setRefused] = useState<RequestRefused | null>(null)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  if (!it) return { drafting: null, trouble, again }
  const settle = async (words: Told | null): Promise<void> => {
    await again()
    setDraft(null)
    setRefused(null)
    setTold(words)
  }
  const save = async ({ seen, wanted }: Draft<Seen, Wanted>): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await ask('PATCH', path, { version: seen.version, changes: kind.changes(kind.of(seen), wanted) })
      await settle({ words: saved })
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      if (why.code === 'settings_changed') setDraft(met(kind, { seen, wanted, others: [] }, await ask<Seen>('GET', path)))
      else setRefused(why)
    } finally {
      setBusy(false)
    }
  }
  const put = (wanted: Wanted): void => {
    const was = draft ?? { seen: it, wanted: kind.of(it), others: [] }
    setDraft(kind.differing(kind.of(was.seen), wanted).length ? { ...was, wanted } : null)
    setRefused(null)
  }
  const bar = {
    changed: draft ? kind.differing(kind.of(draft.seen), draft.wanted) : [], others: draft?.others ?? [], refused, busy,
    save: () => void (draft && save(draft)), discard: () => void settle(null),
  }
  const wrong = (field: string): string | null => (refused?.params['field'] === field ? refused.message : null)
  return { drafting: { path, now: draft?.wanted ?? kind.of(it), seen: draft?.seen ?? it, bar, told, forget: () => setTold(null), put, wrong }, trouble, again }
}

/** What has changed, what somebody else has saved meanwhile, and what blocks saving. `word` is what a changed thing is called. */
export function SaveBar({ changed, others, refused, busy, save, discard, word }: BarOptions & { word(name: string): string }) {
  const { say } = useSpeech()
  if (!changed.length) return null
  const listed = (names: readonly string[]): string => names.map(word).join(', ')
  return (
    <div class="unsaved" role="region" aria-label={say('unsaved_bar')}>
      <div role="status">
        <b>{say('unsaved', { n: changed.length })}</b> <span class="names">{listed(changed)}</span>
        {others.length > 0 && <p><Icon path={info} size="s" />{say('others_saved', { what: listed(others) })}</p>}
        {refused && <p class="error">{refused.message || say('no_server')}</p>}
      </div>
      <button type="button" class="btn quiet" onClick={discard}>{say('discard')}</button>
      <button type="button" class="btn main" aria-disabled={busy || undefined} onClick={save}>{say('save')}</button>
    </div>
  )
}
