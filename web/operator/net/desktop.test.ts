import { expect, it, vi } from 'vitest'
import { desktop, Ear, type Said, understood } from './desktop'

const [OLGA, ID, ANNA, IGOR] = ['1', '2', 'a', 'b'].map((one) => one.repeat(32)) as [string, string, string, string]

function reply(text: string, operator = ANNA, other: object = {}): object {
  return { t: 'reply', id: ID, operator, conversation: OLGA, text, ...other }
}

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
  [{ t: 'reply', id: ID, operator: ANNA, conversation: OLGA, text: ' да ' }, { t: 'reply', id: ID, operator: ANNA, conversation: OLGA, text: 'да' }],
  [{ t: 'presence', status: 'away' }, { t: 'presence', status: 'away' }],
  [{ t: 'quiet', until: -1 }, { t: 'quiet', until: -1 }],
])('%j is understood', (said, expected) => expect(understood(said)).toEqual(expected))

it.each([
  null, undefined, 'open', 7, [], {}, { t: 'open' }, { t: 'open', conversation: '../x' }, reply('да', ANNA, { conversation: '' }), reply('  '),
  reply('да', ''), reply('да', ANNA, { id: 7 }), reply('да', ANNA, { text: undefined }), { t: 'presence', status: 'asleep' }, { t: 'quiet', until: -2 }, { t: 'quiet', until: NaN }, { t: 'quiet', until: '1' }, { t: 'close' },
])('%j is not', (said) => expect(understood(said)).toBeNull())

it('what is said while nobody is there waits for the same operator, and for nobody else', () => {
  const ear = new Ear()
  const heard: Said[] = []
  const hears = (said: Said): void => void heard.push(said)
  ear.heard(reply('до входа'))
  ear.heard({ t: 'presence', status: 'away' })
  ear.seated(ANNA, hears)
  expect(heard).toEqual([reply('до входа')])
  ear.left()
  ear.heard(reply('пока выходила'))
  ear.seated(IGOR, hears)
  expect(heard).toHaveLength(1)
  ear.heard(reply('сейчас', IGOR))
  ear.heard(reply('вслед'))
  ear.left()
  ear.heard(reply('ещё', IGOR))
  ear.seated(IGOR, hears)
  expect(heard.slice(1)).toEqual([reply('сейчас', IGOR), reply('ещё', IGOR)])
  ear.left()
  ear.seated(ANNA, hears)
  expect(heard.slice(3)).toEqual([reply('пока выходила'), reply('вслед')])
})
