/** The list of leads: newest first, a page at a time. */
import { useEffect, useState } from 'preact/hooks'
import { plainName } from '../../../shared/linkify'
import { shortly } from '../../../shared/time'
import { isNarrow, type Narrowed } from '../../net/deals'
import { money } from '../../state/money'
import { useStore } from '../../state/store'
import type { Deal, DealPage, Pipeline } from '../../wire'
import { operatorName } from '../people'
import { ours } from '../route'
import { useClock, useDesk, useLanguage, useSay } from '../room'
import { deals, refused, useNews, useStages } from './own'
import { LEADS, leadsAt, toLeads } from './place'

const WAIT = 200

export function ListView({ pipeline, by, hides }: { pipeline: Pipeline; by: Narrowed; hides: (id: string) => boolean }) {
  const say = useSay()
  const [page, setPage] = useState<DealPage | null>(null)
  const news = useNews()
  const asked = JSON.stringify(by)
  useEffect(() => {
    let late = false
    const timer = setTimeout(() => deals.list(pipeline.id, by, null).then((it) => late || setPage(it), refused), page ? WAIT : 0)
    return () => (clearTimeout(timer), (late = true))
  }, [pipeline, asked, news])
  const more = (): void => void deals.list(pipeline.id, by, page?.next ?? null).then((next) => setPage({ deals: [...(page?.deals ?? []), ...next.deals], next: next.next }), refused)
  if (!page) return <div class="leadlist" />
  const shown = page.deals.filter(({ id }) => !hides(id))
  if (shown.length === 0 && page.next === null) return <div class="leadlist"><p class="void small">{say(by.text.trim() || isNarrow(by) ? 'leads_not_found' : 'leads_none')}</p></div>
  return (
    <div class="leadlist" tabIndex={0} role="region" aria-label={say('leads_list')}>
      <table>
        <thead><tr>{(['lead_title', 'lead_client', 'lead_stage', 'lead_sum', 'lead_responsible', 'lead_made'] as const).map((key) => <th key={key} scope="col">{say(key)}</th>)}</tr></thead>
        <tbody>{shown.map((deal) => <Line key={deal.id} deal={deal} />)}</tbody>
      </table>
      {page.next && <p class="deeds"><button type="button" class="btn" onClick={more}>{say('leads_more')}</button></p>}
    </div>
  )
}

function Line({ deal }: { deal: Deal }) {
  const say = useSay()
  const language = useLanguage()
  const stage = useStages().get(deal.stage)
  const here = useStore(leadsAt, (at) => at === deal.id)
  const operators = useStore(useDesk().state, (state) => state.operators)
  const made = useClock((now) => shortly(deal.created_at, now, language))
  const open = (event: MouseEvent): void => {
    if (!ours(event)) return
    event.preventDefault()
    toLeads(deal.id, here)
  }
  return (
    <tr aria-current={here ? 'true' : undefined} data-id={deal.id}>
      <td><a class="said" href={`${LEADS}/${deal.id}`} onClick={open}>{deal.title}</a></td>
      <td class="said">{plainName(deal.name) || deal.phone || deal.email}</td>
      <td><span class="at-stage" data-outcome={stage?.outcome}><i aria-hidden="true" />{stage?.title}</span></td>
      <td class="num">{deal.sum !== null && stage ? money(deal.sum, stage.pipeline.currency, language) : ''}</td>
      <td>{deal.responsible ? operatorName(operators, deal.responsible, say) : <span class="dim">{say('lead_nobody')}</span>}</td>
      <td class="num">{made}</td>
    </tr>
  )
}
