/** What was typed for a conversation and cannot be sent now, because it was closed or is another's: never lost, always to be seen. */
import { plainName } from '../../shared/linkify'
import { cardDraft, editDraft, handOverDraft, noteDraft } from '../net/drafts'
import { useStore } from '../state/store'
import type { Key } from '../words/ru'
import { useCarrying } from './attachments'
import { copyText } from './copying'
import { useDesk, useSay } from './room'

interface Kept {
  readonly draft: string
  readonly label: Key
  readonly text: string
}

/** Every draft of a conversation, and what it was to become. */
const PLACES: readonly (readonly [(conversation: string) => string, Key])[] = [
  [(id) => id, 'kept_answer'], [noteDraft, 'kept_note'], [editDraft, 'kept_edit'], [handOverDraft, 'kept_hand'],
  [(id) => cardDraft(id, 'name'), 'contact_name'], [(id) => cardDraft(id, 'phone'), 'contact_phone'], [(id) => cardDraft(id, 'email'), 'contact_email'],
]

function useKept(id: string): readonly Kept[] {
  const all = useStore(useDesk().drafts.all, (drafts) => drafts)
  return PLACES.map(([place, label]) => ({ draft: place(id), label, text: all[place(id)] ?? '' })).filter(({ text }) => text.trim() !== '')
}

/** The words that wait for the conversation; `back`: they will stand in their fields when it is in work again. */
export function KeptWords({ id, back }: { id: string; back: boolean }) {
  const say = useSay()
  const desk = useDesk()
  const kept = useKept(id)
  const items = [...useCarrying(id).items, ...useCarrying(noteDraft(id)).items]
  if (kept.length + items.length === 0) return null
  return (
    <section class="stranded kept" aria-label={say('kept')}>
      <h2>{say('kept')}</h2>
      {kept.map(({ draft, label, text }) => (
        <div key={draft}>
          <small>{say(label)}</small>
          <p class="said">{text}</p>
          {!back && (
            <span class="deeds">
              <button type="button" class="btn sm" onClick={() => void copyText(text, say)}>{say('copy')}</button>
              <button type="button" class="btn sm quiet" onClick={() => desk.drafts.set(draft, '')}>{say('failed_discard')}</button>
            </span>
          )}
        </div>
      ))}
      {items.length > 0 && <div><small>{say('kept_files')}</small><p class="said">{items.map((item) => plainName(item.name)).join(', ')}</p></div>}
      {back && <small>{say('kept_back')}</small>}
    </section>
  )
}
