/** Settings as a draft: kept until saved, never over another's head. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../shared/ui/http'
import type { Told } from './controls'
import { useAsk, useFetched } from './server'

const SELDOM = 60_000

/** What the server tells of settings: the version is named when they are changed. */
export interface Stored<Rules> {
  readonly version: string
  readonly rules: Rules
}

/** How settings of one kind differ, are sent, and become one when two people have changed them. */
export interface Kind<Rules, Name> {
  /** The smallest things that two people may change at once without being in each other's way. */
  differing(before: Rules, after: Rules): readonly Name[]
  changesOf(before: Rules, after: Rules): unknown
  /** Mine where I have changed something, else theirs. */
  merged(before: Rules, mine: Rules, theirs: Rules): Rules
}

/** What is being changed: the settings as they were seen, and as they are wanted. */
export interface Draft<Seen, Rules, Name> {
  readonly seen: Seen
  readonly wanted: Rules
  /** What somebody else has saved meanwhile. */
  readonly others: readonly Name[]
}

/** Somebody else was quicker: their settings with my changes in them. */
export function met<Rules, Name, Seen extends Stored<Rules>>(kind: Kind<Rules, Name>, { seen, wanted }: Draft<Seen, Rules, Name>, theirs: Seen): Draft<Seen, Rules, Name> {
  return { seen: theirs, wanted: kind.merged(seen.rules, wanted, theirs.rules), others: kind.differing(seen.rules, theirs.rules) }
}

export interface Drafted<Seen, Rules, Name> {
  /** As they would be saved now. */
  readonly now: Rules
  readonly seen: Seen
  readonly path: string
  readonly bar: BarState<Name>
  readonly told: Told | null
  forget(): void
  put(changes: Partial<Rules>): void
  /** What the server says against this field. */
  wrong(field: string): string | null
}

export interface BarState<Name> {
  readonly changed: readonly Name[]
  readonly others: readonly Name[]
  readonly refused: RequestRefused | null
  readonly busy: boolean
  save(): void
  discard(): void
}

export interface Drafting<Seen, Rules, Name> {
  /** Null while the settings are not known; `trouble` says why. */
  readonly drafted: Drafted<Seen, Rules, Name> | null
  readonly trouble: RequestRefused | null
  readonly again: () => Promise<void>
}

/** `saved` is said when it is. */
export function useDraft<Rules extends object, Name, Seen extends Stored<Rules>>(path: string, kind: Kind<Rules, Name>, saved: string): Drafting<Seen, Rules, Name> {
  const ask = useAsk()
  const { it, trouble, again } = useFetched<Seen>(path, SELDOM)
  const [draft, setDraft] = useState<Draft<Seen, Rules, Name> | null>(null)
  const [refused, setRefused] = useState<RequestRefused | null>(null)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  if (!it) return { drafted: null, trouble, again }
  const settle = async (words: Told | null): Promise<void> => {
    await again()
    setDraft(null)
    setRefused(null)
    setTold(words)
  }
  const save = async (mine: Draft<Seen, Rules, Name>): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await ask('PATCH', path, { version: mine.seen.version, changes: kind.changesOf(mine.seen.rules, mine.wanted) })
      await settle({ words: saved })
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      if (why.code === 'settings_changed') setDraft(met(kind, mine, await ask<Seen>('GET', path)))
      else setRefused(why)
    } finally {
      setBusy(false)
    }
  }
  const put = (changes: Partial<Rules>): void => {
    const was = draft ?? { seen: it, wanted: it.rules, others: [] }
    const wanted = { ...was.wanted, ...changes }
    setDraft(kind.differing(was.seen.rules, wanted).length ? { ...was, wanted } : null)
    setRefused(null)
  }
  const bar = {
    changed: draft ? kind.differing(draft.seen.rules, draft.wanted) : [], others: draft?.others ?? [], refused, busy,
    save: () => void (draft && save(draft)), discard: () => void settle(null),
  }
  const wrong = (field: string): string | null => (refused?.params['field'] === field ? refused.message : null)
  const drafted = { path, now: draft?.wanted ?? it.rules, seen: draft?.seen ?? it, bar, told, forget: () => setTold(null), put, wrong }
  return { drafted, trouble, again }
}
