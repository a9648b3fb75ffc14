import { expect, test } from 'vitest'
import type { VisitorForm } from '../../../shared/wire.gen'
import { asked, linked, place, reached, words, wrong, type Typed } from './filled'

const FORM: VisitorForm = {
  reason: 'offline', contact: true, intro: {}, consent: null,
  fields: [{ name: 'name', required: false }, { name: 'phone', required: false }, { name: 'email', required: false }, { name: 'message', required: true }],
}
const EMPTY: Typed = { name: '', phone: '', email: '', message: '' }
const CONSENT = { version: 'a', text: { ru: 'Согласие на [обработку] данных' }, url: 'https://shop.example/privacy' }
const needs = (...fields: VisitorForm['fields']): VisitorForm => ({ ...FORM, fields })

test('where either will do there is one field for both', () => {
  expect(asked(FORM).map(({ name }) => name)).toEqual(['name', 'reach', 'message'])
  expect(asked({ ...FORM, contact: false }).map(({ name }) => name)).toEqual(['name', 'phone', 'email', 'message'])
  const phone = needs({ name: 'phone', required: true }, { name: 'email', required: false })
  expect(asked(phone).map(({ name }) => name)).toEqual(['phone', 'email'])
  expect([place(FORM, 'phone'), place(FORM, 'email'), place(phone, 'email')]).toEqual(['reach', 'reach', 'email'])
  expect(reached('olga@mail.example')).toEqual({ phone: '', email: 'olga@mail.example' })
  expect(reached('8 916')).toEqual({ phone: '8 916', email: '' })
})

test.each([
  [FORM, { message: 'вопрос' }, 'reach', 'noReach'],
  [FORM, { message: ' ', phone: '8 916' }, 'message', 'needed'],
  [FORM, { message: 'вопрос', email: 'olga@mail' }, 'reach', 'noMail'],
  [needs({ name: 'phone', required: false }), { message: 'вопрос' }, 'phone', 'noReach'],
  [needs({ name: 'name', required: true }), { phone: '8 916' }, 'name', 'needed'],
  [{ ...FORM, consent: CONSENT }, { message: 'вопрос', phone: '8 916' }, 'consent', 'noConsent'],
] as const)('what is missing is named, first things first: %#', (form, typed, field, why) => {
  expect(wrong(form, { ...EMPTY, ...typed }, false)).toEqual({ field, why })
})

test('what is whole goes out', () => {
  expect(wrong({ ...FORM, consent: CONSENT }, { ...EMPTY, message: 'вопрос', email: 'olga@почта.рф' }, true)).toBeNull()
  expect(wrong({ ...FORM, contact: false }, { ...EMPTY, message: 'вопрос' }, false)).toBeNull()
})

test('the words are those that the server makes', () => {
  expect(words({ name: ' Ольга ', phone: '8 916 204-18-77', email: '', message: ' Есть ли «Маяк»? \n' })).toBe('Есть ли «Маяк»?\n\nОльга, 8 916 204-18-77')
  expect(words({ ...EMPTY, phone: '8 916' })).toBe('8 916')
})

test('the words in brackets are the link', () => {
  expect(linked('Согласие на [обработку] данных')).toEqual(['Согласие на ', 'обработку', ' данных'])
  expect(linked('Согласие на всё')).toEqual(['Согласие на всё', '', ''])
  expect(linked('Согласие [на всё')).toEqual(['Согласие [на всё', '', ''])
})
