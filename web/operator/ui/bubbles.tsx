/** A group of messages: outlined while not sent, filled when said, ticks for each, words for the newest of ours. */
import { linkify } from '../../shared/linkify'
import { clock } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { alert, check, checks, clock as clockIcon } from '../../shared/ui/icons'
import type { Fate, Group, Said } from '../state/lines'
import { useStore } from '../state/store'
import { Files } from './files'
import { operatorName } from './people'
import { useDesk, useLanguage, useSay } from './room'

export function Bubbles({ group, last }: { group: Group; last: boolean }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me.id)
  const operators = useStore(desk.state, (state) => state.operators)
  const colleague = group.ours && group.operator !== me
  const newest = group.said.at(-1)
  return (
    <div class={group.ours ? 'grp out' : 'grp'}>
      {colleague && <p class="by">{operatorName(operators, group.operator, say)}</p>}
      {group.said.map((said, i) => {
        const end = i === group.said.length - 1
        return <Bubble key={said.id} said={said} first={i === 0} last={end} timed={group.ours || end} />
      })}
      {newest?.fate === 'failed' ? null : last && newest?.fate && <p class="after">{say(`state_${newest.fate}`)}</p>}
    </div>
  )
}

function Bubble({ said, first, last, timed }: { said: Said; first: boolean; last: boolean; timed: boolean }) {
  const language = useLanguage()
  const queued = said.fate === 'waiting' || said.fate === 'sending' || said.fate === 'failed'
  return (
    <>
      <div class={queued ? 'msg queued' : 'msg'} data-id={said.id} data-first={first || undefined} data-last={last || undefined}>
        {said.files.length > 0 && <Files files={said.files} />}
        {said.text && <span class="said"><Words text={said.text} /></span>}
        {timed && <span class="meta"><time dateTime={new Date(said.at).toISOString()}>{clock(said.at, language)}</time>{said.fate && <Tick fate={said.fate} />}</span>}
      </div>
      {said.fate === 'failed' && <Failed said={said} />}
    </>
  )
}

/** Text with its links. Only web, mail and phone addresses ever become one. */
function Words({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((part) =>
        typeof part === 'string' ? part : <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">{part.text}</a>,
      )}
    </>
  )
}

const TICKS: Readonly<Record<Fate, string>> = {
  waiting: clockIcon, sending: clockIcon, failed: alert, sent: check, delivered: checks, read: checks,
}

function Tick({ fate }: { fate: Fate }) {
  const say = useSay()
  return <><Icon path={TICKS[fate]} class={fate === 'read' ? 'read' : fate === 'failed' ? 'failed' : ''} /><span class="unseen">{say(`state_${fate}`)}</span></>
}

function Failed({ said }: { said: Said }) {
  const say = useSay()
  const desk = useDesk()
  return (
    <p class="after bad" role="alert">
      <span>{say('failed', { why: said.why })}</span>
      <button type="button" onClick={() => desk.retry(said.id)}>{say('failed_retry')}</button>
      <button type="button" onClick={() => desk.discard(said.id)}>{say('failed_discard')}</button>
    </p>
  )
}
