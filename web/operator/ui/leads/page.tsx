/** The leads of the project's own CRM: a board by stages or a list, narrowed, and one lead beside it. */
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../../shared/ui/icon'
import { close, download, filter as funnel, grid, layers, plus } from '../../../shared/ui/icons'
import { Menu } from '../../../shared/ui/menu'
import { EVERY, isNarrow, type Narrowed } from '../../net/deals'
import { useStore } from '../../state/store'
import { useSay } from '../room'
import { BoardView } from './board'
import { Fields } from './fields'
import { LeadPane } from './lead'
import { ListView } from './list'
import { NewLead } from './newlead'
import { deals, own } from './own'
import { leadsAt, toLeads } from './place'
import '../../styles/leads.css'

type How = 'board' | 'list'
const HOW = 'besedka.operator.leads'

export function LeadsPage(_: { shut: () => void }) {
  const say = useSay()
  const all = useStore(own, (it) => it?.pipelines ?? [])
  const open = useStore(leadsAt, (at) => at)
  const [how, setHow] = useState<How>(() => (localStorage.getItem(HOW) === 'list' ? 'list' : 'board'))
  const [by, setBy] = useState<Narrowed>(EVERY)
  const [chosen, setChosen] = useState('')
  const [adding, setAdding] = useState(false)
  const [moved, setMoved] = useState('')
  const pipeline = all.find((one) => one.id === chosen) ?? all[0]
  useEscape(open)
  if (!pipeline) return <main class="leadspage" />
  const turn = (next: How): void => (localStorage.setItem(HOW, next), setHow(next))
  return (
    <>
      <main class={open ? 'leadspage beside' : 'leadspage'} aria-label={say('leads')}>
        <header>
          <h1 class="ell">{say('leads')}</h1>
          {all.length > 1 && (
            <select aria-label={say('lead_pipeline')} value={pipeline.id} onChange={(event) => { setChosen(event.currentTarget.value); setBy({ ...by, stage: '' }) }}>
              {all.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
            </select>
          )}
          <input class="input looked" type="search" value={by.text} placeholder={say('leads_find')} aria-label={say('leads_find')} onInput={(event) => setBy({ ...by, text: event.currentTarget.value })} />
          <span class="seg" role="group" aria-label={say('leads_how')}>
            <button type="button" aria-pressed={how === 'board'} onClick={() => turn('board')}><Icon path={grid} size="s" />{say('leads_board')}</button>
            <button type="button" aria-pressed={how === 'list'} onClick={() => turn('list')}><Icon path={layers} size="s" />{say('leads_list')}</button>
          </span>
          <Menu label={say(isNarrow(by) ? 'filter_on' : 'filter')} class={isNarrow(by) ? 'icon on' : 'icon'} kind="dialog" boxClass="filters" button={<Icon path={funnel} />} onOpen={(box) => box.querySelector<HTMLElement>('select')?.focus()}>
            <Fields by={by} set={setBy} pipeline={how === 'list' ? pipeline : null} />
            <button type="button" class="btn" onClick={() => setBy(EVERY)}><Icon path={close} size="s" />{say('filter_none')}</button>
          </Menu>
          <a class="icon" href={deals.exported(pipeline.id, by)} download="leads.csv" aria-label={say('leads_export')} title={say('leads_export')}><Icon path={download} /></a>
          <button type="button" class="btn main" aria-label={say('lead_new')} onClick={() => setAdding(true)}><Icon path={plus} size="s" /><span class="no-phone">{say('lead_new')}</span></button>
        </header>
        {how === 'board' ? <BoardView pipeline={pipeline} by={{ ...by, stage: '' }} tell={setMoved} /> : <ListView pipeline={pipeline} by={by} />}
        <p class="unseen" role="status">{moved}</p>
      </main>
      {open && <LeadPane key={open} id={open} shut={() => toLeads('', true)} />}
      {adding && <NewLead pipeline={pipeline} shut={() => setAdding(false)} />}
    </>
  )
}

/** Escape shuts the lead, before the app takes a step back. */
function useEscape(open: string | null): void {
  useEffect(() => {
    if (!open) return
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], .menu:popover-open')) return
      if (event.target instanceof Element && event.target.matches('input, textarea, select')) return
      event.preventDefault()
      toLeads('', true)
    }
    addEventListener('keydown', pressed, { capture: true })
    return () => removeEventListener('keydown', pressed, { capture: true })
  }, [open])
}
