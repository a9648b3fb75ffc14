/** What was said of a lead, and what was done with it: comments with the conversation's parts, and the history. Newest first. */
import { useState } from 'preact/hooks'
import { moment, shortly } from '../../../shared/time'
import { RequestRefused } from '../../net/api'
import { money } from '../../state/money'
import { useStore } from '../../state/store'
import type { Say } from '../../state/waiting'
import type { DealChange, DealView } from '../../wire'
import { operatorName } from '../people'
import { useClock, useDesk, useLanguage, useSay } from '../room'
import { Words } from '../words'
import { deals } from './own'

export function Comments({ view, setView }: { view: DealView; setView: (view: DealView) => void }) {
  const say = useSay()
  const operators = useStore(useDesk().state, (state) => state.operators)
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState('')
  const send = (event: Event): void => {
    event.preventDefault()
    if (!text.trim()) return
    deals.comment(view.deal.id, text).then((it) => (setView(it), setText(''), setTrouble('')), (why: unknown) => {
      if (!(why instanceof RequestRefused)) throw why
      setTrouble(why.message || say('no_server'))
    })
  }
  const keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event)
  }
  return (
    <section aria-label={say('lead_comments')}>
      <h3>{say('lead_comments')}</h3>
      <form onSubmit={send}>
        <textarea class="input" rows={2} value={text} aria-label={say('lead_comment')} placeholder={say('lead_comment')} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={keyed} />
        {trouble && <span class="error" role="alert">{trouble}</span>}
        {text.trim() !== '' && <p class="deeds"><button type="submit" class="btn main">{say('add')}</button></p>}
      </form>
      <ul class="remarks">
        {view.comments.map((one) => (
          <li key={one.id}>
            <small>{one.operator ? operatorName(operators, one.operator, say) : say('lead_from_chat')} · <When at={one.at} /></small>
            <p class="said"><Words text={one.text} /></p>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function History({ view, currency }: { view: DealView; currency: string }) {
  const say = useSay()
  const language = useLanguage()
  const operators = useStore(useDesk().state, (state) => state.operators)
  return (
    <section aria-label={say('lead_history')}>
      <h3>{say('lead_history')}</h3>
      <ul class="history">
        {view.history.map((one, at) => (
          <li key={view.history.length - at}>
            <span class="said">{told(one, say, (sum) => money(sum, currency, language))}</span>
            <small>{one.operator ? operatorName(operators, one.operator, say) : say('lead_by_house')} · <When at={one.at} /></small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A line of the history in words: Stage: New → In work. */
function told({ field, old, new: fresh }: DealChange, say: Say, sum: (hundredths: number) => string): string {
  if (field === 'made') return say('lead_was_made')
  if (field === 'note') return say('lead_note_changed')
  const read = (text: string): string => (field === 'sum' && text ? sum(Math.round(Number(text) * 100)) : text || '—')
  return say('lead_changed', { field: say(`lead_${field}`), old: read(old), new: read(fresh) })
}

function When({ at }: { at: number }) {
  const language = useLanguage()
  const words = useClock((now) => shortly(at, now, language))
  return <time dateTime={new Date(at).toISOString()} title={moment(at, language)}>{words}</time>
}
