/** What the CRM's answers mean on a screen. Pure. */
import { plainName } from '../../shared/linkify'
import type { Crm, CrmCard, CrmContact, LeadForm, LeadWanted } from '../wire'

/** Who the client is in the CRM: the one that somebody chose, or the only one; null: nobody, or it may be several. */
export function clientOf(card: CrmCard): CrmContact | null {
  return card.contacts.find((one) => one.chosen) ?? (card.contacts.length === 1 ? (card.contacts[0] ?? null) : null)
}

/** The CRM by name; our own has none but the word for all of them. */
export function crmName(crm: Crm, ours: string): string {
  return plainName(crm.title) || ours
}

/** What goes when nothing is changed: the stage and the manager are as they were, or the project's. */
export function asItIs({ title, name, phone, email, sum }: LeadForm): LeadWanted {
  return { title, name, phone, email, stage: '', manager: '', sum }
}

/** How many of so many marks are on: never none for one who has begun, all of them only at the end. */
export function marks(step: number, steps: number, most = 10): readonly [on: number, of: number] {
  if (steps <= most) return [step, steps]
  if (step <= 0) return [0, most]
  return [step >= steps ? most : Math.min(most - 1, Math.max(1, Math.round((step / steps) * most))), most]
}

/** A sum as people of the language write it; what is no number, or no currency, stays as the CRM wrote it. */
export function written(sum: string, currency: string, language: string): string {
  const number = Number(sum)
  if (sum.trim() === '' || !Number.isFinite(number)) return sum
  try {
    const digits = Number.isInteger(number) ? 0 : 2
    return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(number)
  } catch {
    return [number.toLocaleString(language), currency].filter(Boolean).join(' ')
  }
}

/** What the CRM said of its trouble, as far as it is words: a web server's page is none. */
export function detailOf(detail: string): string {
  return /<[a-z!]/i.test(detail) ? '' : detail
}
