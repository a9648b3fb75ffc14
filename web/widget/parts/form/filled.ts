/** What a form asks for and what was typed into it: which fields stand there, what is wrong with them, and the words that it makes. Pure. */
import type { VisitorFilled, VisitorForm } from '../../../shared/wire.gen'

export type Typed = Pick<VisitorFilled, 'name' | 'phone' | 'email' | 'message'>
/** A field on the screen: where a telephone or an e-mail will do, one field takes either. */
export type Name = keyof Typed | 'reach' | 'consent'
export interface Asked {
  readonly name: Exclude<Name, 'consent'>
  readonly required: boolean
}
/** What is wrong, beside which field. */
export interface Wrong {
  readonly field: Name
  readonly why: 'needed' | 'noReach' | 'noMail' | 'noConsent'
}

const TYPED = 200

/** The fields in their order. */
export function asked({ fields, contact }: VisitorForm): Asked[] {
  const either = contact && !fields.some(({ name, required }) => required && isReach(name)) && fields.filter(({ name }) => isReach(name)).length === 2
  return fields.flatMap(({ name, required }): Asked[] => (!either || !isReach(name) ? [{ name, required }] : name === 'phone' ? [{ name: 'reach', required: true }] : []))
}

function isReach(name: string): boolean {
  return name === 'phone' || name === 'email'
}

/** Where a refusal that names one of the server's fields is shown. */
export function place(form: VisitorForm, field: string): Name {
  return isReach(field) && asked(form).some(({ name }) => name === 'reach') ? 'reach' : (field as Name)
}

/** What one field for both says: an e-mail has an @. */
export function reached(text: string): Pick<Typed, 'phone' | 'email'> {
  return text.includes('@') ? { phone: '', email: text } : { phone: text, email: '' }
}

/** The first thing that keeps it from being sent; the server looks closer. */
export function wrong(form: VisitorForm, typed: Typed, agreed: boolean): Wrong | null {
  for (const { name, required } of asked(form)) {
    const text = (name === 'reach' ? typed.phone || typed.email : typed[name]).trim()
    if (required && !text) return { field: name, why: name === 'reach' ? 'noReach' : 'needed' }
    if ((name === 'email' || name === 'reach') && text.includes('@') && !/^[^@\s]+@([^@\s.]+\.)+[^@\s.]+$/.test(text)) return { field: name, why: 'noMail' }
  }
  const only = asked(form).find(({ name }) => isReach(name))
  if (form.contact && only && !typed.phone.trim() && !typed.email.trim()) return { field: only.name, why: 'noReach' }
  return form.consent && !agreed ? { field: 'consent', why: 'noConsent' } : null
}

/** What stands in the conversation until the server has stored it: the same that it makes (besedka/domain/request.py). */
export function words({ name, phone, email, message }: Typed): string {
  const who = [name, phone, email].map((text) => text.slice(0, TYPED).trim()).filter(Boolean).join(', ')
  return [message.trim(), who].filter(Boolean).join('\n\n')
}

/** The words of a consent: what stands before the link, the link, what stands after it. */
export function linked(text: string): readonly [string, string, string] {
  const [, before = text, link = '', after = ''] = /^([^[]*)\[([^\]]*)\](.*)$/su.exec(text) ?? []
  return [before, link, after]
}
