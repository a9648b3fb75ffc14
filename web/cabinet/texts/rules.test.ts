import { expect, it } from 'vitest'
import type { Speech, SpeechRules } from '../../shared/wire.gen'
import { met } from '../drafts/draft'
import { partsOf, SPEECH, withText } from './rules'

const RULES: SpeechRules = { language: 'auto', languages: ['en', 'ru'], texts: { ru: { 'panel.hello': 'Привет' } } }
const mine: SpeechRules = { ...RULES, languages: ['en', 'ru', 'de'], texts: { de: { 'panel.hello': 'Servus' } } }
const theirs: SpeechRules = { language: 'ru', languages: ['ru'], texts: { ru: { 'panel.hello': 'Здравствуйте', 'panel.send': 'Пуск' } } }

it('every text is a part of its own', () => {
  expect(SPEECH.differing(RULES, RULES)).toEqual([])
  expect(SPEECH.differing(RULES, mine)).toEqual(['languages', 'ru.panel.hello', 'de.panel.hello'])
  expect(partsOf('de.panel.hello')).toEqual(['de', 'panel.hello'])
})

it('only what differs is sent, and a text that is brought back as nothing', () => {
  expect(SPEECH.changesOf(RULES, RULES)).toEqual({})
  expect(SPEECH.changesOf(RULES, mine)).toEqual({ languages: ['en', 'ru', 'de'], texts: { ru: { 'panel.hello': null }, de: { 'panel.hello': 'Servus' } } })
  expect(SPEECH.changesOf(mine, { ...mine, language: 'de' })).toEqual({ language: 'de' })
})

it('a text that is emptied is the standard one again', () => {
  expect(withText(RULES.texts, 'ru', 'panel.hello', '')).toEqual({ ru: {} })
  expect(SPEECH.differing(RULES, { ...RULES, texts: { ru: { 'panel.hello': 'Привет' }, de: {} } })).toEqual([])
})

it('who was slower is told what has changed, and keeps what they typed', () => {
  const seen: Speech = { version: 'a', rules: RULES, outdated: {} }
  const draft = met(SPEECH, { seen, wanted: mine, others: [] }, { ...seen, version: 'b', rules: theirs })
  expect(draft.others).toEqual(['language', 'languages', 'ru.panel.hello', 'ru.panel.send'])
  expect(draft.wanted).toEqual({ language: 'ru', languages: ['en', 'ru', 'de'], texts: { ru: { 'panel.send': 'Пуск' }, de: { 'panel.hello': 'Servus' } } })
})
