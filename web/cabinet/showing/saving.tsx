/** The rules of showing as a draft: kept until saved, never over another's head. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import type { OwnerProject, Targeting, TargetingRules } from '../../shared/wire.gen'
import type { Told } from '../controls'
import { useSpeech } from '../room'
import { useAsk, useFetched } from '../server'
import { changesOf, differing, met, type Draft } from './rules'

const SELDOM = 60_000

export interface Rules {
  readonly project: OwnerProject
  /** As they would be saved now. */
  readonly now: TargetingRules
  readonly seen: Targeting
  readonly path: string
  readonly bar: BarOptions
  readonly told: Told | null
  forget(): void
  put(changes: Partial<TargetingRules>): void
  /** What the server says against this field. */
  wrong(field: string): string | null
}

export interface BarOptions {
  readonly draft: Draft | null
  readonly refused: RequestRefused | null
  readonly busy: boolean
  save(): void
  discard(): void
}

/** The rules; null while they are not known, with what to say about it. */
export function useRules(project: OwnerProject): { rules: Rules | null; trouble: RequestRefused | null; again: () => Promise<void> } {
  const { say } = useSpeech()
  const ask = useAsk()
  const path = `/projects/${project.number}/settings/targeting`
  const { it, trouble, again } = useFetched<Targeting>(path, SELDOM)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [refused, setRefused] = useState<RequestRefused | null>(null)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  if (!it) return { rules: null, trouble, again }
  const settle = async (words: Told | null): Promise<void> => {
    await again()
    setDraft(null)
    setRefused(null)
    setTold(words)
  }
  const save = async ({ seen, wanted }: Draft): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await ask('PATCH', path, { version: seen.version, changes: changesOf(seen.rules, wanted) })
      await settle({ words: say('saved_rules') })
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      if (why.code === 'settings_changed') setDraft(met({ seen, wanted, others: [] }, await ask<Targeting>('GET', path)))
      else setRefused(why)
    } finally {
      setBusy(false)
    }
  }
  const put = (changes: Partial<TargetingRules>): void => {
    const was = draft ?? { seen: it, wanted: it.rules, others: [] }
    const wanted = { ...was.wanted, ...changes }
    setDraft(differing(was.seen.rules, wanted).length ? { ...was, wanted } : null)
    setRefused(null)
  }
  const bar = { draft, refused, busy, save: () => void (draft && save(draft)), discard: () => void settle(null) }
  const wrong = (field: string): string | null => (refused?.params['field'] === field ? refused.message : null)
  const rules = { project, path, now: draft?.wanted ?? it.rules, seen: draft?.seen ?? it, bar, told, forget: () => setTold(null), put, wrong }
  return { rules, trouble, again }
}

/** What has changed, what somebody else has saved meanwhile, and what blocks saving. */
export function SaveBar({ draft, refused, busy, save, discard }: BarOptions) {
  const { say } = useSpeech()
  if (!draft) return null
  const names = differing(draft.seen.rules, draft.wanted).map((name) => say(name)).join(', ')
  return (
    <div class="unsaved" role="region" aria-label={say('unsaved_bar')}>
      <div role="status">
        <b>{say('unsaved', { n: differing(draft.seen.rules, draft.wanted).length })}</b> <span class="names">{names}</span>
        {draft.others.length > 0 && (
          <p><Icon path={info} size="s" />{say('others_saved', { what: draft.others.map((name) => say(name)).join(', ') })}</p>
        )}
        {refused && <p class="error">{refused.message || say('no_server')}</p>}
      </div>
      <button type="button" class="btn quiet" onClick={discard}>{say('discard')}</button>
      <button type="button" class="btn main" aria-disabled={busy || undefined} onClick={save}>{say('save')}</button>
    </div>
  )
}
