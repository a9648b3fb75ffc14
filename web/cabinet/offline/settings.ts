/** The forms of a project taken apart: what two people may change at once, and what is sent. */
import type { FormChanges, FormRules, Forms } from '../../shared/wire.gen'
import { same, type Kind } from '../drafts/draft'

const SECTIONS = ['away', 'fields', 'intro', 'consent'] as const

/** The smallest things that can be changed, by the words for them. */
function parts({ away, fields, intro, consent }: FormRules): Readonly<Record<string, unknown>> {
  return {
    part_away: away, part_name: fields.name, part_phone: fields.phone, part_email: fields.email, part_message: fields.message, part_contact: fields.contact,
    part_intro: intro, part_in_forms: consent.in_forms, part_in_chat: consent.in_chat, part_consent_text: consent.text, part_consent_url: consent.url,
  }
}

function differing(before: FormRules, after: FormRules): readonly string[] {
  const [old, now] = [parts(before), parts(after)]
  return Object.keys(old).filter((name) => !same(old[name], now[name]))
}

export const FORMS: Kind<Forms, FormRules, string> = {
  of: ({ rules }) => rules,
  differing,
  changesOf: (before, after): FormChanges => Object.fromEntries(SECTIONS.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name]])),
  merged(before, mine, theirs) {
    const changed = new Set(differing(before, mine))
    const pick = <T>(name: string, own: T, other: T): T => (changed.has(`part_${name}`) ? own : other)
    const [f, g, c, d] = [mine.fields, theirs.fields, mine.consent, theirs.consent]
    return {
      away: pick('away', mine.away, theirs.away),
      fields: {
        name: pick('name', f.name, g.name), phone: pick('phone', f.phone, g.phone), email: pick('email', f.email, g.email),
        message: pick('message', f.message, g.message), contact: pick('contact', f.contact, g.contact),
      },
      intro: pick('intro', mine.intro, theirs.intro),
      consent: {
        in_forms: pick('in_forms', c.in_forms, d.in_forms), in_chat: pick('in_chat', c.in_chat, d.in_chat),
        text: pick('consent_text', c.text, d.text), url: pick('consent_url', c.url, d.url),
      },
    }
  },
}
