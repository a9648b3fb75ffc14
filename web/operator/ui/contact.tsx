/** Who the client is: name, telephone, e-mail. Each is edited in its place; what was typed stays when it is refused. */
import { useRef, useState } from 'preact/hooks'
import { type Limited, tooLong } from '../../shared/limits'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { check, info, pen } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { cardDraft } from '../net/drafts'
import type { Card, Contact, ContactChange, Conversation } from '../wire'
import { useDesk, useSay } from './room'

const FIELDS = ['name', 'phone', 'email'] as const
type Field = (typeof FIELDS)[number]
/** A telephone has a sentence of its own, which counts its digits. */
const LIMITED: Readonly<Record<Field, Limited | null>> = { name: 'contact_name', phone: null, email: 'email' }
const KINDS = { name: 'text', phone: 'tel', email: 'email' } as const

export interface ContactOptions {
  readonly it: Conversation
  readonly card: Card | null
  changed(card: Card): void
}

export function ContactFields({ it, card, changed }: ContactOptions) {
  const say = useSay()
  const desk = useDesk()
  const save = async (change: ContactChange): Promise<void> => changed(await desk.api.setContact(it.id, change))
  const known: Record<Field, string> = {
    name: plainName((card?.contact ? card.contact.name : it.visitor_name) ?? ''), phone: card?.contact?.phone ?? '', email: card?.contact?.email ?? '',
  }
  return (
    <section class="contact" aria-label={say('contact')}>
      {FIELDS.map((field) => (
        card || field === 'name'
          ? <Row key={it.id + field} conversation={it.id} field={field} value={known[field]} claimed={card?.contact?.claimed.includes(field) ?? false} save={(text) => save({ [field]: text })} />
          : <Unknown key={field} field={field} />
      ))}
      {card?.contact?.proven && <p class="proven"><Icon path={check} size="s" />{say('proven')} <span class="said">{plainName(card.contact.proven)}</span></p>}
      {card?.alike.map((one) => <Alike key={one.id} one={one} choose={() => save({ contact: one.id })} />)}
    </section>
  )
}

/** Until the card is there, nobody writes over what it says. */
function Unknown({ field }: { field: Field }) {
  const say = useSay()
  return <p class="line"><span class="label">{say(`contact_${field}`)}</span><span class="ell blank">…</span></p>
}

interface RowOptions {
  readonly conversation: string
  readonly field: Field
  readonly value: string
  readonly claimed: boolean
  save(text: string): Promise<void>
}

/** What is typed is kept as a draft: it outlives a refusal, and the card itself. */
function Row({ conversation, field, value, claimed, save }: RowOptions) {
  const say = useSay()
  const desk = useDesk()
  const draft = cardDraft(conversation, field)
  const [typed, setOpen] = useState<string | null>(desk.drafts.all.get()[draft] ?? null)
  const [byHand, setByHand] = useState(false)
  const latest = useRef(typed)
  latest.current = typed
  const saving = useRef<string | null>(null)
  /** What stood there when it was opened: a colleague may have written other words since. */
  const opened = useRef<string | null>(null)
  const setTyped = (text: string | null): void => {
    latest.current = text
    setOpen(text)
    desk.drafts.set(draft, text === (opened.current ?? value) ? '' : (text ?? ''))
  }
  const [error, setError] = useState<string | null>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const id = `contact-${field}`
  const leave = (): void => {
    const here = document.activeElement?.id === id
    setTyped(null)
    setError(null)
    if (here) requestAnimationFrame(() => opener.current?.focus()) // whoever went on to write elsewhere stays there
  }
  const open = (): void => {
    opened.current = value
    setByHand(true)
    setTyped(value)
  }
  const keep = async (): Promise<void> => {
    if (typed === null || typed !== latest.current || typed === saving.current) return // it was left, and goes; or is on its way
    if (typed === value || typed === opened.current) return leave()
    const long = LIMITED[field] && tooLong(typed, LIMITED[field])
    if (long) return setError(say('field_long', { ...long }))
    saving.current = typed
    try {
      await save(typed)
      if (latest.current === typed) leave() // what was typed meanwhile stays
    } catch (trouble) {
      if (!(trouble instanceof RequestRefused)) throw trouble
      const missing = trouble.code === 'phone_short' ? Number(trouble.params['missing']) : 0
      setError(missing ? say('digits_missing', { n: missing }) : trouble.message || say('no_server'))
    } finally {
      saving.current = null
    }
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') leave()
    else void keep()
  }
  if (typed === null) {
    return (
      <button ref={opener} type="button" class="line" aria-label={say('contact_edit', { field: say(`contact_${field}`), value: value || say('contact_none') })} onClick={open}>
        <span class="label">{say(`contact_${field}`)}</span>
        <span class={value ? 'ell said' : 'ell blank'}>{value ? (field === 'phone' ? asWritten(value) : value) : say('contact_none')}</span>
        {claimed && <span class="claim">{say('claimed')}</span>}
        <Icon path={pen} size="s" />
      </button>
    )
  }
  return (
    <div class="fld">
      <label class="label" for={id}>{say(`contact_${field}`)}</label>
      <span class="in">
        <input
          id={id} type={KINDS[field] as 'text'} value={typed} autoFocus={byHand} autoComplete="off" spellcheck={false} aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined} onInput={(event) => { setTyped(event.currentTarget.value); setError(null) }}
          onKeyDown={pressed} onBlur={() => void keep()} ref={byHand ? focused : null}
        />
      </span>
      {error && <span class="error" id={`${id}-error`} role="alert"><Icon path={info} />{error}</span>}
    </div>
  )
}

/** The field takes the focus when it appears. */
function focused(field: HTMLInputElement | null): void {
  if (field && document.activeElement !== field) field.focus()
}

/** A Russian number as people write it; any other as it is kept. */
export function asWritten(phone: string): string {
  const parts = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone)
  return parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : phone
}

function Alike({ one, choose }: { one: Contact; choose: () => Promise<void> }) {
  const say = useSay()
  const [error, setError] = useState('')
  const name = plainName(one.name ?? '') || one.phone || one.email || say('unknown')
  const pick = (): void => void choose().catch((trouble) => setError((trouble as Error).message || say('no_server')))
  return (
    <p class="alike">
      <span>{say('alike', { name })}</span>
      <button type="button" class="btn" onClick={pick}>{say('alike_same')}</button>
      {error && <span class="error" role="alert">{error}</span>}
    </p>
  )
}
