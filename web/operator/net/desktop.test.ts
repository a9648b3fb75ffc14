import { expect, it, vi } from 'vitest'
import { desktop, Ear, type Said, understood } from './desktop'

const OLGA = '1'.repeat(32)

it('is there only when it speaks as we do', () => {
  expect(desktop()).toBeNull()
  vi.stubGlobal('besedkaDesktop', { version: 2 })
  expect(desktop()).toBeNull()
  vi.stubGlobal('besedkaDesktop', { version: 1 })
  expect(desktop()).not.toBeNull()
  vi.unstubAllGlobals()
})

it.each([
  [{ t: 'open', conversation: OLGA }, { t: 'open', conversation: OLGA }],
  [{ t: 'open', conversation: '' }, { t: 'open', conversation: '' }],
  [{ t: 'reply', conversation: OLGA, text: ' да ' }, { t: 'reply', conversation: OLGA, text: 'да' }],
  [{ t: 'presence', status: 'away' }, { t: 'presence', status: 'away' }],
  [{ t: 'quiet', until: -1 }, { t: 'quiet', until: -1 }],
])('%j is understood', (said, expected) => expect(understood(said)).toEqual(expected))

it.each([
  null, undefined, 'open', 7, [], {}, { t: 'open' }, { t: 'open', conversation: '../x' }, { t: 'reply', conversation: '', text: 'да' }, { t: 'reply', conversation: OLGA, text: '  ' },
  { t: 'reply', conversation: OLGA }, { t: 'presence', status: 'asleep' }, { t: 'quiet', until: -2 }, { t: 'quiet', until: NaN }, { t: 'quiet', until: '1' }, { t: 'close' },
])('%j is not', (said) => expect(understood(said)).toBeNull())

const reply = (text: string) => ({ t: 'reply', conversation: OLGA, text })

it('what is said while nobody is there waits for the same operator, and for nobody else', () => {
  const ear = new Ear()
  const heard: Said[] = []
  const hears = (said: Said): void => void heard.push(said)
  ear.heard(reply('до входа'))
  ear.heard({ t: 'presence', status: 'away' })
  ear.seated('anna', hears)
  expect(heard).toEqual([reply('до входа')])
  ear.left()
  ear.heard(reply('пока выходила'))
  ear.seated('igor', hears)
  expect(heard).toHaveLength(1)
  ear.heard(reply('сейчас'))
  ear.left()
  ear.heard(reply('ещё'))
  ear.seated('igor', hears)
  expect(heard.slice(1)).toEqual([reply('сейчас'), reply('ещё')])
})
