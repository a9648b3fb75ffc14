/** A group of messages: outlined while not sent, filled when said, ticks for each, words for the newest of ours. */
import { fromTheRight } from '../../shared/linkify'
import { clock } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { alert, check, checks, clock as clockIcon } from '../../shared/ui/icons'
import type { Fate, Group, Said } from '../state/lines'
import { useStore } from '../state/store'
import { bySeq } from '../state/thread'
import { aim } from './aim'
import { Files } from './files'
import { exactly } from './deeds'
import { clientName, operatorName } from './people'
import { useDesk, useLanguage, useSay } from './room'
import { route } from './route'
import { active, Tools } from './tools'
import { Words } from './words'

interface BubbleOptions {
  readonly said: Said
  readonly first: boolean
  readonly last: boolean
  readonly timed: boolean
  readonly ours: boolean
  readonly mine: boolean
}

export function Bubbles({ group, took, last }: { group: Group; took?: number | undefined; last: boolean }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me.id)
  const operators = useStore(desk.state, (state) => state.operators)
  const colleague = group.ours && group.operator !== me
  const newest = group.said.at(-1)
  return (
    <div class={`grp${group.ours ? ' out' : ''}${group.joined ? ' on' : ''}`}>
      {colleague && !group.joined && <p class="by">{operatorName(operators, group.operator, say)}</p>}
      {group.said.map((said, i) => {
        const end = i === group.said.length - 1 && !group.goesOn
        return <Bubble key={said.id} said={said} first={i === 0 && !group.joined} last={end} timed={group.ours || end} ours={group.ours} mine={group.ours && !colleague} />
      })}
      {newest?.fate === 'failed' ? null : (last || took !== undefined) && newest?.fate && (
        <p class="after">{[took !== undefined && say('answered_in', { time: exactly(took, say) }), last && say(`state_${newest.fate}`)].filter(Boolean).join(' · ')}</p>
      )}
    </div>
  )
}

function Bubble({ said, first, last, timed, ours, mine }: BubbleOptions) {
  const say = useSay()
  const language = useLanguage()
  const conversation = useStore(route, (here) => here.conversation ?? '')
  const shown = useStore(active, (id) => id === said.id)
  const queued = said.fate === 'waiting' || said.fate === 'sending' || said.fate === 'failed'
  const show = (): void => active.set(said.id)
  const kind = `${said.deleted ? 'msg gone' : queued ? 'msg queued' : 'msg'}${fromTheRight(said.text) ? ' rtl' : ''}`
  return (
    <>
      <div
        class={kind} data-id={said.id} data-first={first || undefined} data-last={last || undefined} tabIndex={-1}
        onPointerMove={show} onFocusIn={show} onClick={show}
      >
        {said.quote !== null && !said.deleted && <Quote seq={said.quote} />}
        {said.files.length > 0 && <Files files={said.files} />}
        {said.deleted ? <span class="said">{say(mine ? 'you_took_back' : 'taken_back')}</span> : said.text && <span class="said"><Words text={said.text} /></span>}
        {(timed || said.edited) && (
          <span class="meta">
            {said.edited && !said.deleted && <span class="was">{say('edited')}</span>}
            <time dateTime={new Date(said.at).toISOString()}>{clock(said.at, language)}</time>{said.fate && <Tick fate={said.fate} />}
          </span>
        )}
        {shown && !queued && !said.deleted && (
          <Tools of={{ kind: 'message', conversation, id: said.id }} text={said.text} mine={mine} quote={said.seq} changed={said.edited} sent={said.at} />
        )}
        {shown && said.deleted && ours && <Tools of={{ kind: 'message', conversation, id: said.id }} text="" mine={false} quote={null} changed sent={null} />}
      </div>
      {said.fate === 'failed' && <Failed said={said} />}
    </>
  )
}

/** The quoted message, in two lines; a press goes there. */
export function Quote({ seq }: { seq: number }) {
  const say = useSay()
  const desk = useDesk()
  const conversation = useStore(route, (here) => here.conversation ?? '')
  const quoted = useStore(desk.state, (state) => bySeq(state.threads[conversation]?.messages ?? [], seq))
  const it = useStore(desk.state, (state) => state.conversations.get(conversation)?.it)
  const operators = useStore(desk.state, (state) => state.operators)
  const by = quoted?.author === 'operator' ? operatorName(operators, quoted.operator, say) : it ? clientName(it, say) : ''
  const text = !quoted ? say('quoted_before') : quoted.deleted_at !== null ? say('taken_back') : quoted.text || quoted.files.map((file) => file.name).join(', ')
  return (
    <button type="button" class="quote" onClick={() => aim.set({ conversation, at: seq })}>
      <b class="ell">{by}</b><span class="ell2">{text}</span>
    </button>
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
