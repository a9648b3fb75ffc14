/** A note among the messages: its own paper, hatching, a lock, and who sees it. It cannot be mistaken for an answer. */
import { clock } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { lock } from '../../shared/ui/icons'
import type { NoteLine } from '../state/lines'
import { useStore } from '../state/store'
import { Files } from './files'
import { operatorName } from './people'
import { useDesk, useLanguage, useSay } from './room'
import { active, Tools } from './tools'
import { Called } from './words'
import { route } from './route'

export function Memo({ line: { note, pending } }: { line: NoteLine }) {
  const say = useSay()
  const language = useLanguage()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me.id)
  const operators = useStore(desk.state, (state) => state.operators)
  const shown = useStore(active, (id) => id === note.id)
  const conversation = useStore(route, (here) => here.conversation ?? '')
  const gone = note.deleted_at !== null
  const by = note.operator === me ? say('your_note') : say('note_of', { name: operatorName(operators, note.operator, say) })
  const show = (): void => active.set(note.id)
  return (
    <div class={pending ? 'memo queued' : 'memo'} data-id={note.id} tabIndex={-1} onPointerMove={show} onFocusIn={show} onClick={show}>
      <header>
        <Icon path={lock} /><b>{by}</b><span>· {say('note_seen_by')}</span>
        <time dateTime={new Date(note.at).toISOString()}>{note.edited_at !== null && !gone && `${say('edited')} · `}{clock(note.at, language)}</time>
      </header>
      {note.files.length > 0 && <Files files={note.files} />}
      {gone ? <i>{say('note_taken_back')}</i> : note.text && <span class="said"><Called text={note.text} /></span>}
      {pending && <p class="after">{pending.fate === 'failed' ? say('failed', { why: pending.why }) : say(`state_${pending.fate}`)}</p>}
      {pending?.fate === 'failed' && (
        <p class="after bad" role="alert">
          <button type="button" onClick={() => desk.retry(note.id)}>{say('failed_retry')}</button>
          <button type="button" onClick={() => desk.discard(note.id)}>{say('failed_discard')}</button>
        </p>
      )}
      {shown && !pending && !gone && (
        <Tools of={{ kind: 'note', conversation, id: note.id }} text={note.text} mine={note.operator === me} quote={null} changed={note.edited_at !== null} sent={null} />
      )}
    </div>
  )
}
