import { beforeEach, expect, test, vi } from 'vitest'
import type { VisitorWidgetSettings } from '../../shared/wire.gen'
import type { Kinds } from './app'
import { openParts, SPEECHLESS } from './parts'

type Answer = (part: Kinds[keyof Kinds]) => void

const MENU = { css: '.menu{}', draw: () => null }
let asked: { address: string; come: Answer; fail: () => void }[]
let worn: unknown[]
let redrawn: number
let hear: () => Promise<unknown>

beforeEach(() => {
  vi.stubGlobal('PARTS', { menu: '1', emoji: '2' })
  asked = []
  worn = []
  redrawn = 0
  hear = async () => {}
  return () => vi.unstubAllGlobals()
})

function open() {
  const fetch = <Thing>(address: string) =>
    new Promise<Thing>((come, fail) => asked.push({ address, come: come as unknown as Answer, fail: () => fail(new Error('gone')) }))
  const settings = { panel: '/assets/panel-*-1.js' } as VisitorWidgetSettings
  return openParts({ fetch, settings }, (part) => worn.push(part), hear, () => redrawn++)
}

test('a part is fetched once, however often it is asked for, and is told of before it is used', async () => {
  const parts = open()
  const both = Promise.all([parts.fetch('menu'), parts.fetch('menu')])
  expect(parts.at('menu')).toBeUndefined()
  expect(asked.map(({ address }) => address)).toEqual(['assets/part-menu-1.js'])
  asked[0]?.come(MENU)
  expect(await both).toEqual([MENU, MENU])
  expect(worn).toEqual([MENU])
  expect(parts.at('menu')).toBe(MENU)
  expect(await parts.fetch('menu')).toBe(MENU)
  expect(asked).toHaveLength(1)
})

test('a part that did not come is asked for again', async () => {
  const parts = open()
  const lost = parts.fetch('emoji')
  asked[0]?.fail()
  await expect(lost).rejects.toThrow()
  expect(parts.at('emoji')).toBeUndefined()
  const found = parts.fetch('emoji')
  asked[1]?.come(MENU)
  expect(await found).toBe(MENU)
})

test('who asks ahead of the need minds no failure', async () => {
  void open().fetch('menu')
  asked[0]?.fail()
  await new Promise((done) => setTimeout(done)) // an unhandled rejection would fail the run
  expect(worn).toEqual([])
})

test('what is only wished for comes with a new drawing, and after a failure rests before it is asked for again', async () => {
  vi.useFakeTimers()
  const parts = open()
  expect(parts.wish('menu')).toBeUndefined()
  expect(parts.wish('menu')).toBeUndefined()
  expect(asked).toHaveLength(1)
  asked[0]?.fail()
  await vi.advanceTimersByTimeAsync(30_000)
  parts.wish('menu')
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  parts.wish('menu')
  asked[1]?.come(MENU)
  await vi.advanceTimersByTimeAsync(0)
  expect(redrawn).toBe(1)
  expect(parts.wish('menu')).toBe(MENU)
  vi.useRealTimers()
})

test('the words of a language are found by the address of the panel', () => {
  void open().fetch('words-de')
  expect(asked.map(({ address }) => address)).toEqual(['/assets/words-de-1.js'])
})

test('a part that speaks is used only when its words are here, and one that does not waits for nobody', async () => {
  let heard = () => {}
  hear = () => new Promise<void>((done) => (heard = done))
  const parts = open()
  const [menu, emoji] = [parts.fetch('menu'), parts.fetch('emoji')]
  for (const { come } of asked) come(MENU)
  await emoji
  expect(parts.at('menu')).toBeUndefined()
  heard()
  expect(await menu).toBe(MENU)
})

test('a part whose words do not come has not come', async () => {
  hear = () => Promise.reject(new Error('gone'))
  const menu = open().fetch('menu')
  asked[0]?.come(MENU)
  await expect(menu).rejects.toThrow()
})

test('exactly the parts with a file of words are waited for', () => {
  const folder = (path: string) => path.split('/')[2] ?? ''
  const [all, speaking] = [import.meta.glob('../parts/*/index.*'), import.meta.glob('../parts/*/words.ts')].map((found) => Object.keys(found).map(folder))
  expect(all?.filter((name) => !SPEECHLESS.test(name))).toEqual(speaking)
})
