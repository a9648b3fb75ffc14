/** One lead: its stage, whose it is, the sum, the client with the conversation, free text, comments and history. Saved as soon as it is changed. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Words } from '../words'
import { plainName } from '../../../shared/linkify'
import { Icon } from '../../../shared/ui/icon'
import { bin, chat, close, more } from '../../../shared/ui/icons'
import { Menu } from '../../../shared/ui/menu'
import { RequestRefused } from '../../net/api'
import { money, readSum, typedSum } from '../../state/money'
import { useStore } from '../../state/store'
import type { Deal, DealEdit, DealView } from '../../wire'
import { go, ours } from '../route'
import { asWritten } from '../contact'
import { useDesk, useLanguage, useSay } from '../room'
import { Comments, History } from './told'
import { deals, refused, useNews, useStages } from './own'

export function LeadPane({ id, remove, shut }: { id: string; remove: (deal: Deal) => void; shut: () => void }) {
  const say = useSay()
  const news = useNews()
  const [view, setView] = useState<DealView | null>(null)
  const [gone, setGone] = useState(false)
  useEffect(() => {
    let late = false
    deals.one(id).then((it) => late || setView(it), (trouble) => {
      if (trouble instanceof RequestRefused && trouble.status === 404) setGone(true)
      else refused(trouble)
    })
    return () => void (late = true)
  }, [id, news])
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (document.activeElement?.matches('.leadspage :focus-visible')) box.current?.focus() // opened by keys: what is in it comes next
  }, [])
  return (
    <aside ref={box} class="leadpane" aria-label={say('lead')} tabIndex={-1}>
      <header>
        <h2 class="sp">{say('lead')}</h2>
        {view && !gone && <Deeds remove={() => remove(view.deal)} />}
        <button type="button" class="icon" aria-label={say('shut')} title={say('shut')} onClick={shut}><Icon path={close} /></button>
      </header>
      {gone ? <p class="void small">{say('lead_gone')}</p> : view && <Whole view={view} setView={setView} />}
    </aside>
  )
}

function Deeds({ remove }: { remove: () => void }) {
  const say = useSay()
  const admin = useStore(useDesk().state, (state) => state.me.role === 'admin')
  if (!admin) return null
  return (
    <Menu label={say('more')} class="icon" button={<Icon path={more} class="bold" />}>
      <button type="button" class="mi" role="menuitem" onClick={remove}><Icon path={bin} size="m" /><span>{say('lead_remove')}</span></button>
    </Menu>
  )
}

function Whole({ view, setView }: { view: DealView; setView: (view: DealView) => void }) {
  const say = useSay()
  const language = useLanguage()
  const { deal } = view
  const stages = useStages()
  const stage = stages.get(deal.stage)
  const currency = stage?.pipeline.currency ?? ''
  const save = (edit: DealEdit): Promise<string> => deals.change(deal.id, edit).then((it) => (setView(it), ''), (trouble) => {
    if (!(trouble instanceof RequestRefused)) throw trouble
    return trouble.message || say('no_server')
  })
  const saveSum = (typed: string): Promise<string> => {
    const sum = readSum(typed)
    return sum === undefined ? Promise.resolve(say('lead_sum_wrong')) : save({ sum: sum ?? -1 })
  }
  return (
    <div class="inner">
      <Typed label={say('lead_title')} value={deal.title} save={(title) => save({ title })} class="title" long rows={1} />
      <label class="fld"><span class="label">{say('lead_stage')}</span>
        <select value={deal.stage} data-outcome={stage?.outcome} onChange={(event) => void deals.change(deal.id, { stage: event.currentTarget.value }).then(setView, refused)}>
          {[...new Set([...stages.values()].map((one) => one.pipeline))].map((one) => (
            <optgroup key={one.id} label={one.title}>{one.stages.map((each) => <option key={each.id} value={each.id}>{each.title}</option>)}</optgroup>
          ))}
        </select>
      </label>
      <Whose deal={deal} save={save} />
      <Typed label={say('lead_sum')} value={typedSum(deal.sum, language)} save={saveSum} inputMode="decimal">{deal.sum !== null && <small class="num">{money(deal.sum, currency, language)}</small>}</Typed>
      <Client deal={deal} />
      <Typed label={say('lead_note')} value={deal.note} save={(note) => save({ note })} long />
      <Comments view={view} setView={setView} />
      <History view={view} currency={currency} />
    </div>
  )
}

/** Whose it is: an operator takes what is nobody's and may let go; an administrator gives it to anybody. */
function Whose({ deal, save }: { deal: Deal; save: (edit: DealEdit) => Promise<string> }) {
  const say = useSay()
  const me = useStore(useDesk().state, (state) => state.me)
  const operators = useStore(useDesk().state, (state) => state.operators)
  const [trouble, setTrouble] = useState('')
  const free = me.role === 'admin' || deal.responsible === null || deal.responsible === me.id
  const may = Object.values(operators).filter((one) => one.id === deal.responsible || (!one.disabled && (me.role === 'admin' || one.id === me.id)))
  return (
    <label class="fld"><span class="label">{say('lead_responsible')}</span>
      <select value={deal.responsible ?? ''} disabled={!free} onChange={(event) => void save({ responsible: event.currentTarget.value }).then(setTrouble)}>
        <option value="">{say('lead_nobody')}</option>
        {may.sort((a, b) => a.name.localeCompare(b.name)).map((one) => <option key={one.id} value={one.id}>{plainName(one.name)}</option>)}
      </select>
      {trouble && <span class="error" role="alert">{trouble}</span>}
    </label>
  )
}

function Client({ deal }: { deal: Deal }) {
  const say = useSay()
  const to = deal.conversation
  const press = (event: MouseEvent): void => {
    if (!ours(event) || to === null) return
    event.preventDefault()
    go({ list: 'mine', conversation: to, client: false })
  }
  const known: readonly (readonly [string, ComponentChildren])[] = [
    [say('contact_name'), plainName(deal.name)],
    [say('contact_phone'), deal.phone && <a href={`tel:${deal.phone}`}>{asWritten(deal.phone)}</a>],
    [say('contact_email'), deal.email && <a href={`mailto:${deal.email}`}>{deal.email}</a>],
    [say('lead_page'), deal.page && <Words text={deal.page} />],
  ]
  const told = known.filter(([, value]) => value)
  return (
    <section aria-label={say('lead_client')}>
      <h3>{say('lead_client')}</h3>
      {told.length > 0 ? <dl class="kv">{told.map(([name, value]) => <><dt>{name}</dt><dd class="said">{value}</dd></>)}</dl> : <p class="dim">{say('lead_no_client')}</p>}
      {to !== null && <a class="btn" href={`/operator/mine/${to}`} onClick={press}><Icon path={chat} size="s" />{say('lead_conversation', { number: deal.ordinal ?? '' })}</a>}
    </section>
  )
}

interface TypedOptions {
  readonly label: string
  readonly value: string
  readonly class?: string
  readonly long?: boolean
  readonly rows?: number
  readonly inputMode?: 'decimal'
  readonly children?: ComponentChildren
  save(typed: string): Promise<string>
}

/** A field that is saved when it is left or on Enter; what is refused stays as it was typed, with the reason. */
function Typed({ label, value, save, class: classes = '', long = false, rows = 3, inputMode, children }: TypedOptions) {
  const id = useId()
  const [typed, setTyped] = useState(value)
  const [trouble, setTrouble] = useState('')
  useEffect(() => (setTyped(value), setTrouble('')), [value])
  const done = (): void => {
    if (typed.trim() === value) return setTrouble('')
    void save(typed.trim()).then(setTrouble)
  }
  const keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (rows < 2 || !long || event.ctrlKey || event.metaKey)) (event.preventDefault(), done())
    if (event.key === 'Escape') (setTyped(value), setTrouble(''))
  }
  const same = {
    id, value: typed, 'aria-invalid': trouble !== '', ...(trouble ? { 'aria-describedby': `${id}-trouble` } : {}), onBlur: done, onKeyDown: keyed,
    onInput: (event: { currentTarget: { value: string } }) => setTyped(event.currentTarget.value),
  } as const
  return (
    <div class={`fld ${classes}`}>
      <label class="label" for={id}>{label}</label>
      {long ? <textarea class="input" rows={rows} {...same} /> : <input class="input" {...same} {...(inputMode ? { inputMode } : {})} />}
      {children}
      {trouble && <span class="error" role="alert" id={`${id}-trouble`}>{trouble}</span>}
    </div>
  )
}
