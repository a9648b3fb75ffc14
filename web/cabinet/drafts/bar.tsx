/** What has changed, what somebody else has saved meanwhile, and what blocks saving. */
import { useEffect } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import type { BarState } from './drafting'
import { useSpeech } from '../room'

/** `name` says in words what of the settings is meant. A refusal takes the reader to its field. */
export function SaveBar<Name extends string>({ changed, others, refused, busy, save, discard, name }: BarState<Name> & { name: (one: Name) => string }) {
  const { say } = useSpeech()
  useEffect(() => {
    const field = String(refused?.params['field'] ?? '')
    if (field) document.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus()
  }, [refused])
  if (!changed.length) return null
  return (
    <div class="unsaved" role="region" aria-label={say('unsaved_bar')}>
      <div role="status">
        <b>{say('unsaved', { n: changed.length })}</b> <span class="names">{changed.map(name).join(', ')}</span>
        {others.length > 0 && <p><Icon path={info} size="s" />{say('others_saved', { what: others.map(name).join(', ') })}</p>}
        {refused && <p class="error">{refused.message || say('no_server')}</p>}
      </div>
      <button type="button" class="btn quiet" onClick={discard}>{say('discard')}</button>
      <button type="button" class="btn main" aria-disabled={busy || undefined} onClick={save}>{say('save')}</button>
    </div>
  )
}
