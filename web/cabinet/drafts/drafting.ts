/** The draft of a page: what it would be were it saved, and what comes of saving it. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import type { Told } from '../controls'
import { useAsk, useFetched } from '../server'
import { type Draft, drafted, type Kind, met, since, type Versioned } from './draft'
import { useKept } from './kept'

const SELDOM = 60_000

export interface Drafted<Seen, Wanted, Name extends string> {
  /** As they would be saved now. */
  readonly now: Wanted
  readonly seen: Seen
  /** The newest that the server has told, whatever the draft was begun with. */
  readonly fresh: Seen
  readonly path: string
  readonly bar: BarState<Name>
  readonly told: Told | null
  forget(): void
  put(changes: Partial<Wanted>): void
  /** What the server says against this field. */
  wrong(field: string): string | null
}

export interface BarState<Name extends string> {
  /** What differs from what is stored; nothing: there is nothing to save. */
  readonly changed: readonly Name[]
  /** What somebody else has saved meanwhile. */
  readonly others: readonly Name[]
  readonly refused: RequestRefused | null
  readonly busy: boolean
  save(): void
  discard(): void
}

export interface Drafting<Seen, Wanted, Name extends string> {
  /** Null while the settings are not known; `trouble` says why. */
  readonly drafted: Drafted<Seen, Wanted, Name> | null
  readonly trouble: RequestRefused | null
  readonly again: () => Promise<void>
}

export interface DraftOptions<Seen, Wanted, Name extends string> {
  readonly path: string
  readonly kind: Kind<Seen, Wanted, Name>
  /** What is said when it is saved. */
  readonly saved: string
  /** Where they are put whole; left out: what differs is patched in at `path`. */
  readonly whole?: string
}

export function useDraft<Seen extends Versioned, Wanted extends object, Name extends string>({ path, kind, saved, whole }: DraftOptions<Seen, Wanted, Name>): Drafting<Seen, Wanted, Name> {
  const ask = useAsk()
  const { it, trouble, again, know } = useFetched<Seen>(path, SELDOM)
  const kept = useKept<Seen, Wanted, Name>(path)
  const [refused, setRefused] = useState<RequestRefused | null>(null)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  if (!it) return { drafted: null, trouble, again }
  const draft = kept.now()
  const send = async (sent: Draft<Seen, Wanted, Name>): Promise<void> => {
    const [version, changes] = [sent.seen.version, kind.changesOf(kind.of(sent.seen), sent.wanted)]
    const stored = whole ? await ask<Seen>('PUT', whole, { version, ...(changes as object) }) : await ask<Seen>('PATCH', path, { version, changes })
    know(stored)
    kept.keep(since(kind, sent, kept.now(), stored))
    setTold({ words: saved })
  }
  const meet = async (): Promise<void> => {
    const theirs = await ask<Seen>('GET', path)
    const mine = kept.now()
    kept.keep(mine && met(kind, mine, theirs))
  }
  const save = async (sent: Draft<Seen, Wanted, Name>): Promise<void> => {
    if (busy) return
    setBusy(true)
    setRefused(null)
    await send(sent).catch((why: unknown) => (why instanceof RequestRefused && why.code === 'settings_changed' ? meet() : Promise.reject(why)))
      .catch((why: unknown) => (why instanceof RequestRefused ? setRefused(why) : Promise.reject(why)))
      .finally(() => setBusy(false))
  }
  const put = (changes: Partial<Wanted>): void => {
    const was = kept.now() ?? { seen: it, wanted: kind.of(it), others: [] }
    kept.keep(drafted(kind, { ...was, wanted: { ...was.wanted, ...changes } }))
    setRefused(null)
  }
  const discard = (): void => {
    kept.keep(null)
    setRefused(null)
    setTold(null)
    void again()
  }
  const bar = {
    changed: draft ? kind.differing(kind.of(draft.seen), draft.wanted) : [], others: draft?.others ?? [], refused, busy, discard,
    save: () => void (draft && save(draft)),
  }
  const wrong = (field: string): string | null => (refused?.params['field'] === field ? refused.message : null)
  return { drafted: { path, now: draft?.wanted ?? kind.of(it), seen: draft?.seen ?? it, fresh: it, bar, told, forget: () => setTold(null), put, wrong }, trouble, again }
}
