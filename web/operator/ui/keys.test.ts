// @vitest-environment happy-dom
import { h, render } from 'preact'
import { describe, expect, it, vi } from 'vitest'
import type { Desk } from '../net/desk'
import type { Operator } from '../wire'
import { bound, KEYS, keysOf, lines, useFindKey, useKeys } from './keys'

const typed = (code: string, key: string, shiftKey = false) => ({ code, key, shiftKey })
const does = (event: ReturnType<typeof typed>, first: string | null = null) => bound(event, first)?.does

describe('the table of keys', () => {
  it('has one meaning for every key', () => {
    for (const one of KEYS) expect(bound(typed(one.code, one.sign ?? '', one.shift === true), one.after ?? null)).toBe(one)
  })
  it('is the sheet: every binding stands on a line with its key', () => {
    const shown = new Map(lines().map(([keys, what]) => [what, keys]))
    for (const one of KEYS) expect(shown.get(one.does)).toContain(one.sign ?? one.code.replace(/^(Key|Digit)/, ''))
    expect(lines().flatMap(([keys]) => keys).filter((key) => key === 'G')).toHaveLength(KEYS.filter((one) => one.after).length)
  })
  it.each([
    ['KeyT', 't', 'е', 'key_take'],
    ['KeyR', 'r', 'к', 'key_reply'],
    ['KeyN', 'n', 'т', 'key_note'],
    ['KeyJ', 'j', 'о', 'key_move'],
    ['Slash', '/', '.', 'key_canned'],
  ])('%s is the same key in an English and a Russian layout', (code, english, russian, what) => {
    expect([does(typed(code, english)), does(typed(code, russian))]).toEqual([what, what])
  })
  it('finds the signs where other layouts have them', () => {
    expect(does(typed('Slash', '?', true))).toBe('key_help')
    expect(does(typed('Slash', ',', true))).toBe('key_help')
    expect(does(typed('Digit7', '?', true))).toBe('key_help')
    expect(does(typed('Digit7', '/', true))).toBe('key_canned')
  })
  it('leads to a list by G and its letter, and only then', () => {
    expect([does(typed('KeyM', 'm'), 'KeyG'), does(typed('KeyM', 'm')), does(typed('KeyT', 't'), 'KeyG')]).toEqual(['list_mine', undefined, undefined])
  })
  it('has no key for a list that one has not', () => {
    const shown = (role: Operator['role']) => lines(keysOf({ role } as Operator)).map(([, what]) => what)
    expect([shown('admin').includes('list_all'), shown('operator').includes('list_all'), shown('operator').includes('list_mine')]).toEqual([true, false, true])
  })
  it('does nothing for capital letters', () => {
    expect(does(typed('KeyE', 'E', true))).toBeUndefined()
  })
})

describe('the listeners', () => {
  const press = (init: KeyboardEventInit) => document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))

  it('hear from the first drawing on, before the browser has painted', () => {
    const [showKeys, find] = [vi.fn(), vi.fn()]
    const App = () => (useKeys({} as Desk, showKeys), useFindKey(find), null)
    const box = document.body.appendChild(document.createElement('div'))
    render(h(App, null), box)
    press({ code: 'Slash', key: '?', shiftKey: true })
    press({ code: 'KeyK', key: 'k', ctrlKey: true })
    expect([showKeys.mock.calls.length, find.mock.calls.length]).toEqual([1, 1])
    render(null, box)
    press({ code: 'KeyK', key: 'k', ctrlKey: true })
    expect(find).toHaveBeenCalledTimes(1)
  })
})
