import { expect, test } from 'vitest'
import type { StandardTexts } from '../../shared/wire.gen'
import { saidWith, viewOf, VIEWS } from './seen'

test.each([
  ['panel.hello', 'chat'], ['panel.delivered', 'talk'], ['panel.closedAt', 'rating'], ['panel.writeMore', 'rating'], ['launcher.open', 'button'], ['ways.title', 'list'], ['invite.close', 'invite'],
  ['form.needed', 'form'], ['form.call', 'call'], ['form.again', 'call'], ['closing.yes', 'solved'], ['closing.thanks', 'rating'], ['typing.typing', 'talk'], ['wait.late', 'waiting'], ['wait.tomorrow', 'form'], ['files.remove', 'chat'],
] as const)('%s is seen in %s', (name, view) => {
  expect(viewOf(name)).toBe(view)
  expect(VIEWS).toContain(view)
})

test('what is written stands in place of the standard text, in this language alone', () => {
  const standard: StandardTexts = { language: 'de', forms: ['one', 'other'], texts: { 'panel.hello': { text: 'Hallo', limit: 300 }, 'form.send': { text: 'Senden', limit: 60 } } }
  const texts = { de: { 'panel.hello': 'Servus' }, ru: { 'form.send': 'Пуск' } }
  expect(saidWith(standard, texts)).toEqual({ language: 'de', forms: ['one', 'other'], texts: { panel: { hello: 'Servus' }, form: { send: 'Senden' } } })
})
