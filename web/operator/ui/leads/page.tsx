/** The leads of the project's own CRM: a board by stages or a list, narrowed, and one lead beside it. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { plainName } from '../../../shared/linkify'
import { Icon } from '../../../shared/ui/icon'
import { close, download, filter as funnel, grid, info, layers, plus } from '../../../shared/ui/icons'
import { Menu } from '../../../shared/ui/menu'
import { EVERY, isNarrow, type Narrowed } from '../../net/deals'
import { useStore } from '../../state/store'
import type { Deal } from '../../wire'
import { Gone, type LeavingThings, placeOf, useLeavingThings } from '../gone'
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
  const known = useStore(own, (it) => it)
  const all = known?.pipelines ?? []
  const open = useStore(leadsAt, (at) => at)
  const [how, setHow] = useState<How>(() => (localStorage.getItem(HOW) === 'list' ? 'list' : 'board'))
  const [by, setBy] = useState<Narrowed>(EVERY)
  const [chosen, setChosen] = useState('')
  const [adding, setAdding] = useState(false)
  const [moved, setMoved] = useState('')
  const pipeline = all.find((one) => one.id === chosen) ?? all[0]
  const leaving = useLeavingThings()
  const { hides, remove } = useDeleting(leaving)
  const shown = open && !hides(open) ? open : ''
  useEscape(shown)
  useWayBack(shown)
  if (!pipeline) return <main class="leadspage">{known && <p class="void small">{say('leads_elsewhere')}</p>}</main>
  const turn = (next: How): void => (localStorage.setItem(HOW, next), setHow(next))
  return (
    <>
      <main class={shown ? 'leadspage beside' : 'leadspage'} aria-label={say('leads')}>
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
          {known?.on && <button type="button" class="btn main" aria-label={say('lead_new')} onClick={() => setAdding(true)}><Icon path={plus} size="s" /><span class="no-phone">{say('lead_new')}</span></button>}
        </header>
        {known?.on === false && <p class="info"><Icon path={info} size="m" /><span>{say('leads_elsewhere')}</span></p>}
        {how === 'board' ? <BoardView pipeline={pipeline} by={{ ...by, stage: '' }} tell={setMoved} hides={hides} /> : <ListView pipeline={pipeline} by={by} hides={hides} />}
        <Gone of={leaving} />
        <p class="unseen" role="status">{moved}</p>
      </main>
      {shown && <LeadPane key={shown} id={shown} remove={remove} shut={() => toLeads('', true)} />}
      {adding && <NewLead pipeline={pipeline} shut={() => setAdding(false)} />}
    </>
  )
}

/** Deletion with a way back; what is gone stays out of sight until the server has told so. */
function useDeleting({ removing }: LeavingThings) {
  const say = useSay()
  const gone = useRef(new Set<string>())
  const hides = (id: string): boolean => removing.hides(id) || gone.current.has(id)
  const remove = ({ id, title }: Deal): void => {
    toLeads('', true)
    removing.begin({ id, name: plainName(title), words: say('lead_removed', { title: plainName(title) }), remove: () => deals.remove(id).then(() => gone.current.add(id)) })
  }
  return { hides, remove }
}

/** Whoever was in a lead that is shut finds it where it was opened. */
function useWayBack(shown: string): void {
  const was = useRef(shown)
  useEffect(() => {
    if (!shown && document.activeElement === document.body) placeOf(document.querySelector('.leadspage'), was.current)?.focus()
    was.current = shown
  }, [shown])
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
