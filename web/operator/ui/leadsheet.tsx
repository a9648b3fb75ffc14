/** Make a lead of a conversation: all is filled in, and one sees who is responsible and why, what goes and what stays. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { chat, check, close, info } from '../../shared/ui/icons'
import { leadDraft } from '../net/drafts'
import { asItIs, crmName } from '../state/crm'
import { money, readSum, typedSum } from '../state/money'
import { useStore } from '../state/store'
import type { Conversation, LeadForm, LeadWanted } from '../wire'
import { asWritten } from './contact'
import { useFetched } from './fetched'
import { clientName } from './people'
import { useDesk, useLanguage, useSay } from './room'
import { type Trouble, useLeadLock, useSending } from './sending'

type Field = keyof LeadWanted
type Typed = Partial<Record<Field, string>>

const KINDS = { title: 'text', name: 'text', phone: 'tel', email: 'email', sum: 'text' } as const

export function LeadSheet({ id, shut }: { id: string; shut: () => void }) {
  const it = useStore(useDesk().state, (state) => state.conversations.get(id)?.it)
  useEffect(() => {
    if (!it) shut()
  }, [it === undefined])
  return it ? <Sheet it={it} shut={shut} /> : null
}

function Sheet({ it, shut }: { it: Conversation; shut: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const box = useRef<HTMLDialogElement>(null)
  const [form, setForm] = useState<LeadForm | null>(null)
  const again = useFetched(it.id, () => desk.api.lead(it.id), setForm)
  const [typed, type] = useTyped(it.id)
  const locked = useLeadLock(it)
  const { working, trouble, send, refuse, forget } = useSending(it.id)
  useEffect(() => box.current?.showModal(), [])
  useEffect(() => {
    if (trouble?.field) box.current?.querySelector<HTMLElement>(`#lead-${trouble.field}`)?.focus()
  }, [trouble])
  const off = locked !== null || form === null || working
  const done = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (off) return
    const wanted = wantedOf(form, typed)
    if (!wanted) return refuse({ field: 'sum', words: say('lead_sum_wrong') })
    if (!(await send(wanted))) return
    type(null)
    box.current?.close()
  }
  const keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) void done(event)
  }
  const crm = form ? crmName(form.crm, say('crm_ours')) : say('crm_ours')
  const where = [form && plainName(form.crm.title), clientName(it, say)].filter(Boolean).join(', ')
  const words = say(form?.lead ? 'crm_update' : 'crm_create')
  return (
    <dialog ref={box} class="pop leadsheet" aria-label={words} onClose={shut} onKeyDown={keyed} onClick={(event) => event.target === box.current && box.current?.close()}>
      <header>
        <div><h2>{words}</h2><p class="ell said">{where}</p></div>
        <button type="button" class="icon" aria-label={say('shut')} onClick={() => box.current?.close()}><Icon path={close} /></button>
      </header>
      <form id="lead" class="body" onSubmit={(event) => void done(event)} noValidate>
        {form && <Fields form={form} crm={crm} typed={typed} trouble={trouble} change={(field, text) => { type({ ...typed, [field]: text }); forget() }} />}
        {!form && !again && <Filling />}
        {!form && again && <p class="info late" role="alert"><Icon path={info} size="m" /><span>{say('crm_form_failed')} <button type="button" class="words" onClick={again}>{say('try_again')}</button></span></p>}
        {form && <Goes form={form} />}
      </form>
      <footer>
        <Told words={locked ?? (trouble?.field === '' ? trouble.words : null)}>{say('crm_same')}</Told>
        <span class="end">
          <button type="button" class="btn quiet" onClick={() => { type(null); box.current?.close() }}>{say('cancel')}</button>
          <button type="submit" form="lead" class="btn main" aria-disabled={off || undefined} title={locked ?? undefined}>{words}<kbd>Ctrl ↵</kbd></button>
        </span>
      </footer>
    </dialog>
  )
}

/** What was typed over what is known: it outlives a refusal, and the window itself unless one cancels. */
function useTyped(id: string): readonly [Typed, (typed: Typed | null) => void] {
  const { drafts } = useDesk()
  const text = useStore(drafts.all, (all) => all[leadDraft(id)] ?? '')
  return [read(text), (typed) => drafts.set(leadDraft(id), typed === null ? '' : JSON.stringify(typed))]
}

function read(text: string): Typed {
  try {
    return text === '' ? {} : (JSON.parse(text) as Typed)
  } catch {
    return {}
  }
}

/** What is to be sent; null: what was typed is no sum. */
function wantedOf(form: LeadForm, { sum: text, ...typed }: Typed): LeadWanted | null {
  const sum = text === undefined || !form.sums ? form.sum : readSum(text)
  return sum === undefined ? null : { ...asItIs(form), ...typed, sum }
}

function Told({ words, children }: { words: string | null; children: ComponentChildren }) {
  return words === null ? <span class="no-phone">{children}</span> : <span class="error" role="alert">{words}</span>
}

function Filling() {
  const say = useSay()
  return (
    <div class="bones">
      <span class="unseen" role="status">{say('crm_loading')}</span>
      {[1, 2, 3].map((one) => <i key={one} class="bone" />)}
    </div>
  )
}

interface FieldsOptions {
  readonly form: LeadForm
  readonly crm: string
  readonly typed: Typed
  readonly trouble: Trouble | null
  change(field: Field, text: string): void
}

function Fields({ form, crm, typed, trouble, change }: FieldsOptions) {
  const language = useLanguage()
  const known = { ...form, phone: asWritten(form.phone), sum: typedSum(form.sum, language) }
  const line = (field: keyof typeof KINDS, first = false) => (
    <Line field={field} value={typed[field] ?? known[field]} wrong={trouble?.field === field ? trouble.words : ''} first={first} change={(text) => change(field, text)}>
      {field === 'sum' && <Read sum={readSum(typed.sum ?? known.sum)} currency={form.currency} />}
    </Line>
  )
  const manager = typed.manager ?? form.manager
  const rest = { form, crm, change, trouble }
  return (
    <>
      {line('title', true)}
      {line('name')}
      <div class="two">{line('phone')}{line('email')}</div>
      <div class="two">
        <Choice field="stage" value={typed.stage ?? form.stage} {...rest} />
        {form.crm.managers && <Choice field="manager" value={manager} {...rest}>{manager === form.manager && <Why form={form} crm={crm} />}</Choice>}
        {form.sums && line('sum')}
      </div>
      <Extra form={form} />
    </>
  )
}

/** The sum as it was understood, where the CRM says in which currency. */
function Read({ sum, currency }: { sum: number | null | undefined; currency: string }) {
  const language = useLanguage()
  return sum !== null && sum !== undefined && currency ? <small class="why num">{money(sum, currency, language)}</small> : null
}

interface LineOptions {
  readonly field: keyof typeof KINDS
  readonly value: string
  readonly wrong: string
  readonly first: boolean
  readonly children?: ComponentChildren
  change(text: string): void
}

function Line({ field, value, wrong, first, change, children }: LineOptions) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (first) input.current?.focus() // the window was open before there was anything to fill in
  }, [])
  return (
    <label class="fld">
      <span class="label">{say(`crm_${field}`)}</span>
      <span class="in">
        <input
          ref={input} id={`lead-${field}`} type={KINDS[field] as 'text'} value={value} autoComplete="off" spellcheck={false} {...(field === 'sum' ? { inputMode: 'decimal' as const } : {})} aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `lead-${field}-wrong` : undefined} onInput={(event) => change(event.currentTarget.value)}
        />
      </span>
      {wrong ? <span class="error" id={`lead-${field}-wrong`} role="alert"><Icon path={info} />{wrong}</span> : children}
    </label>
  )
}

interface ChoiceOptions extends Omit<FieldsOptions, 'typed'> {
  readonly field: 'stage' | 'manager'
  readonly value: string
  readonly children?: ComponentChildren
}

/** One of the CRM's own; where nothing is chosen, the CRM's default is. */
function Choice({ field, form, crm, value, trouble, change, children }: ChoiceOptions) {
  const say = useSay()
  const all = form[`${field}s`]
  const wrong = trouble?.field === field ? trouble.words : ''
  if (all.length === 0) return null
  return (
    <div class="fld">
      <label class="label" for={`lead-${field}`}>{say(`crm_${field}`)}</label>
      <select id={`lead-${field}`} value={value} aria-describedby={`lead-${field}-why`} onChange={(event) => change(field, event.currentTarget.value)}>
        {(form[field] === '' || !all.some((one) => one.id === form[field])) && <option value={form[field]}>{say('crm_by_default', { crm })}</option>}
        {all.map((one) => <option key={one.id} value={one.id}>{plainName(one.title)}</option>)}
      </select>
      <span id={`lead-${field}-why`}>{wrong ? <span class="error" role="alert"><Icon path={info} />{wrong}</span> : children}</span>
    </div>
  )
}

/** Why it is this manager. Whom an operator has chosen before needs no reason. */
function Why({ form, crm }: { form: LeadForm; crm: string }) {
  const say = useSay()
  if (form.unmatched) return <small class="why"><Icon path={info} size="s" /><span>{say('crm_unmatched', { email: form.unmatched, crm })}</span></small>
  const chosen = form.lead !== null && form.lead.state !== 'sent'
  return form.manager && form.crm.title && !chosen ? <small class="why good"><Icon path={check} size="s" />{say('crm_matched', { crm })}</small> : null
}

/** The additional fields as they will go. */
function Extra({ form }: { form: LeadForm }) {
  const say = useSay()
  if (form.extra.length + form.unfit.length === 0) return null
  return (
    <section class="fld" aria-label={say('crm_extra')}>
      <span class="label" aria-hidden="true">{say('crm_extra')}</span>
      {form.extra.length > 0 && <dl class="kv">{form.extra.map(({ title, value }) => <><dt class="said">{plainName(title)}</dt><dd class="said few" title={value}>{value}</dd></>)}</dl>}
      {form.unfit.length > 0 && <small class="why"><Icon path={info} size="s" /><span>{say('crm_unfit', { fields: form.unfit.map(plainName).join(', ') })}</span></small>}
    </section>
  )
}

/** What goes along, and what never does. A lead that is there takes what was said since. */
function Goes({ form }: { form: LeadForm }) {
  const say = useSay()
  const sent = form.lead?.state === 'sent'
  const words = sent || form.files === 0
    ? say('crm_goes_messages', { messages: sent ? (form.lead?.newer ?? 0) : form.messages })
    : say('crm_goes', { messages: form.messages, files: form.files })
  return <p class="info"><Icon path={chat} size="m" /><span><b>{words}</b> {say('crm_stays')}</span></p>
}
