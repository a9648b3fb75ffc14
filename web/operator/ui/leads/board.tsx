/** The board: a column for each stage, the newest on top; a lead is moved by dragging it, or by Shift and the arrows. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { plainName } from '../../../shared/linkify'
import { clock, sameDay, shortDay } from '../../../shared/time'
import type { Narrowed } from '../../net/deals'
import { money } from '../../state/money'
import { useStore } from '../../state/store'
import type { Board, Deal, Pipeline, Stage } from '../../wire'
import { OperatorFace } from '../people'
import { ours } from '../route'
import { useClock, useDesk, useLanguage, useSay } from '../room'
import { moved, without } from './columns'
import { deals, refused, useNews } from './own'
import { LEADS, leadsAt, toLeads } from './place'

const WAIT = 200

interface Options {
  readonly pipeline: Pipeline
  readonly by: Narrowed
  tell(words: string): void
  /** What is being deleted is out of sight already. */
  hides(id: string): boolean
}

export function BoardView({ pipeline, by, tell, hides }: Options) {
  const say = useSay()
  const [all, taking] = useBoard(pipeline, by)
  const board = all && without(all, hides)
  const [over, setOver] = useState('')
  const focus = useRef('')
  const move = (deal: Deal, stage: Stage): void => {
    if (deal.stage === stage.id || !all) return
    const change = deals.change(deal.id, { stage: stage.id })
    taking(moved(all, deal, stage.id), change).then(() => tell(say('lead_moved', { title: deal.title, stage: stage.title })), refused)
  }
  const step = (deal: Deal, by: 1 | -1): void => {
    const next = pipeline.stages[pipeline.stages.findIndex((one) => one.id === deal.stage) + by]
    if (!next) return
    focus.current = deal.id
    move(deal, next)
  }
  useLayoutEffect(() => { // of this board: what an older one had to do is done
    if (!focus.current) return
    document.querySelector<HTMLElement>(`.board [data-id="${focus.current}"]`)?.focus()
    focus.current = ''
  }, [board])
  return (
    <div class="board">
      {pipeline.stages.map((stage) => {
        const column = board?.columns.find((one) => one.stage === stage.id)
        const drop = (event: DragEvent): void => {
          event.preventDefault()
          setOver('')
          const id = event.dataTransfer?.getData('text/besedka-lead')
          const deal = board?.columns.flatMap((one) => one.deals).find((one) => one.id === id)
          if (deal) move(deal, stage)
        }
        return (
          <section
            key={stage.id} class={over === stage.id ? 'stage over' : 'stage'} data-outcome={stage.outcome} aria-label={stage.title}
            onDragOver={(event) => { event.preventDefault(); setOver(stage.id) }} onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver('') }} onDrop={drop}
          >
            <h2><i aria-hidden="true" /><span class="ell" title={stage.title}>{stage.title}</span>{column && <small class="num">{column.count}</small>}<Sum of={column?.sum ?? 0} currency={pipeline.currency} /></h2>
            <ul>
              {column?.deals.map((deal) => <li key={deal.id}><Tile deal={deal} currency={pipeline.currency} step={step} /></li>)}
            </ul>
            {column?.next && <p class="rest">{say('leads_rest', { n: column.count - column.deals.length })}</p>}
          </section>
        )
      })}
    </div>
  )
}

function Sum({ of, currency }: { of: number; currency: string }) {
  const language = useLanguage()
  return of > 0 ? <small class="sum num">{money(of, currency, language)}</small> : null
}

function Tile({ deal, currency, step }: { deal: Deal; currency: string; step: (deal: Deal, by: 1 | -1) => void }) {
  const say = useSay()
  const language = useLanguage()
  const here = useStore(leadsAt, (at) => at === deal.id)
  const who = useStore(useDesk().state, (state) => (deal.responsible ? state.operators[deal.responsible] : undefined))
  const made = useClock((now) => (sameDay(deal.created_at, now) ? clock(deal.created_at, language) : shortDay(deal.created_at, language)))
  const press = (event: MouseEvent): void => {
    if (!ours(event)) return
    event.preventDefault()
    toLeads(deal.id, here)
  }
  const keyed = (event: KeyboardEvent): void => {
    if (!event.shiftKey || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')) return
    event.preventDefault()
    step(deal, event.key === 'ArrowRight' ? 1 : -1)
  }
  return (
    <a
      class="lead" href={`${LEADS}/${deal.id}`} data-id={deal.id} draggable aria-current={here ? 'true' : undefined} title={say('lead_move')} aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
      onClick={press} onKeyDown={keyed} onDragStart={(event) => event.dataTransfer?.setData('text/besedka-lead', deal.id)}
    >
      <b class="said">{deal.title}</b>
      {deal.name && <span class="ell said">{plainName(deal.name)}</span>}
      <span class="foot">
        {deal.sum !== null && <b class="num">{money(deal.sum, currency, language)}</b>}
        <time class="ell">{made}</time>
        {who ? <OperatorFace operator={who} size="d20" /> : <small>{say('lead_nobody')}</small>}
      </span>
    </a>
  )
}

/** The board as it is now, and a way to take a step that is seen at once: no answer from before it was taken puts it back. */
function useBoard(pipeline: Pipeline, by: Narrowed): [Board | null, (then: Board, change: Promise<unknown>) => Promise<unknown>] {
  const [board, setBoard] = useState<Board | null>(null)
  const [taken, setTaken] = useState(0)
  const steps = useRef({ taken: 0, pending: 0 })
  const news = useNews()
  const asked = JSON.stringify(by)
  useEffect(() => {
    let late = false
    const ask = (): void => {
      const before = steps.current.taken
      const isOld = (): boolean => late || steps.current.pending > 0 || steps.current.taken !== before
      deals.board(pipeline.id, by).then((it) => isOld() || setBoard(it), refused)
    }
    const timer = setTimeout(ask, board ? WAIT : 0)
    return () => (clearTimeout(timer), (late = true))
  }, [pipeline, asked, news, taken])
  const taking = (then: Board, change: Promise<unknown>): Promise<unknown> => {
    steps.current.pending++
    setBoard(then)
    return change.catch((trouble) => (setBoard(board), Promise.reject(trouble))).finally(() => {
      steps.current.pending--
      setTaken(++steps.current.taken)
    })
  }
  return [board, taking]
}
