import { expect, test } from 'vitest'
import type { FormRules, Forms } from '../../shared/wire.gen'
import { met } from '../drafts/draft'
import { FORMS } from './settings'

const NONE = { ru: '', en: '' }
const RULES: FormRules = {
  away: 'chat', fields: { name: 'optional', phone: 'optional', email: 'optional', message: 'required', contact: true }, intro: NONE,
  consent: { in_forms: false, in_chat: false, text: NONE, url: '' },
}
const seen = (rules: FormRules, version: string): Forms => ({ version, rules, standard: NONE, languages: ['ru', 'en'], online: 0 })

test('only what differs is sent', () => {
  const wanted: FormRules = { ...RULES, away: 'form', consent: { ...RULES.consent, in_forms: true } }
  expect(FORMS.differing(RULES, wanted)).toEqual(['part_away', 'part_in_forms'])
  expect(FORMS.changesOf(RULES, wanted)).toEqual({ away: 'form', consent: wanted.consent })
})

test('two people’s changes become one, and the second is told what the first has changed', () => {
  const mine: FormRules = { ...RULES, fields: { ...RULES.fields, name: 'required' } }
  const theirs: FormRules = { ...RULES, away: 'hide', fields: { ...RULES.fields, phone: 'off' } }
  const draft = met(FORMS, { seen: seen(RULES, 'a'), wanted: mine, others: [] }, seen(theirs, 'b'))
  expect(draft.wanted).toEqual({ ...theirs, fields: { ...theirs.fields, name: 'required' } })
  expect(draft.others).toEqual(['part_away', 'part_phone'])
})
