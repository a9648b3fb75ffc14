import { expect, test } from 'vitest'
import type { OwnerCrm, OwnerCrmField } from '../../shared/wire.gen'
import { met } from '../drafts/draft'
import { blamed, moved, readable, RULES, unused, withVariable, written } from './rules'

const FIELDS: readonly OwnerCrmField[] = [
  { id: 'product', title: 'Товар', type: 'choices', required: false, options: [{ id: '7', title: 'Лампа' }, { id: '8', title: 'Маяк' }] },
  { id: 'note', title: 'Откуда', type: 'text', required: false, options: [] },
]
const NONE = { on_contact: false, on_form: false, on_closing: false, params: false, stage: '', manager: '' }
const seen = (changes: Partial<OwnerCrm>): OwnerCrm => ({
  name: 'espocrm', title: 'EspoCRM', account: '', connected_at: 1, checked_at: 1, problem: null, powers: [], values: [], connectors: [], rules: NONE, extra: [], version: 'a', fields: FIELDS,
  managers: [], pipelines: [], unmatched: [], known_at: 1, variables: [], hook: '', waiting: 0, failed: 0, ...changes,
})
const EXTRA = [{ id: 'note', value: '{page}' }, { id: 'product', value: 'Маяк' }]

test('rules and fields are sent whole, and what differs is named', () => {
  const before = RULES.of(seen({}))
  const after = { ...before, on_form: true, extra: EXTRA }
  expect(RULES.differing(before, after)).toEqual(['on_form', 'extra'])
  expect(RULES.changesOf(before, after)).toEqual({ rules: { ...NONE, on_form: true }, extra: EXTRA })
})

test('who was slower keeps theirs beside what the other has saved', () => {
  const mine = { ...NONE, on_form: true, extra: EXTRA }
  const both = met(RULES, { seen: seen({}), wanted: mine, others: [] }, seen({ rules: { ...NONE, stage: 'new' }, version: 'b' }))
  expect(both.wanted).toEqual({ ...mine, stage: 'new' })
  expect(both.others).toEqual(['stage'])
})

test('a field is filled once, and stands where it is put', () => {
  expect(unused(FIELDS, [EXTRA[0]!]).map(({ id }) => id)).toEqual(['product'])
  expect(moved(EXTRA, 0, 1).map(({ id }) => id)).toEqual(['product', 'note'])
  expect(moved(EXTRA, 0, -1)).toBe(EXTRA)
  expect(written(EXTRA, 'note', 'x')[0]).toEqual({ id: 'note', value: 'x' })
})

test('a variable comes where the cursor is', () => {
  expect(withVariable('до  руб', 3, 3, 'param.price')).toEqual(['до {param.price} руб', 16])
})

test('a refusal is told beside its field', () => {
  expect(blamed(EXTRA, 'fields.1.value')).toBe('product')
  expect(blamed(EXTRA, 'fields.9.value')).toBeNull()
  expect(blamed(EXTRA, 'stage')).toBeNull()
})

test('of a list, the options’ words are read', () => {
  expect(readable(FIELDS[0], { id: 'product', value: '7\n8', fits: true })).toBe('Лампа, Маяк')
  expect(readable(FIELDS[1], { id: 'note', value: '/a', fits: true })).toBe('/a')
})
