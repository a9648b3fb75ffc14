// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { openShelf } from '../../shared/shelf'
import { openDrafts } from './drafts'

beforeEach(() => localStorage.clear())

it('keeps a draft for each conversation over a reload', () => {
  const drafts = openDrafts(openShelf('t.'))
  drafts.set('one', 'Здравствуйте')
  drafts.set('two', ' ')
  expect(openDrafts(openShelf('t.')).all.get()).toEqual({ one: 'Здравствуйте', two: ' ' })
})

it('forgets what was sent, on the device as well', () => {
  const drafts = openDrafts(openShelf('t.'))
  drafts.set('one', 'Слово')
  drafts.set('one', '')
  expect(drafts.all.get()).toEqual({})
  expect(localStorage.length).toBe(0)
})

it('follows another tab', () => {
  const drafts = openDrafts(openShelf('t.'))
  drafts.elsewhere('draft.one', 'Оттуда')
  expect(drafts.all.get()).toEqual({ one: 'Оттуда' })
  drafts.elsewhere('draft.one', null)
  drafts.elsewhere('out.one', 'не черновик')
  expect(drafts.all.get()).toEqual({})
})

it('is silent when nothing changed', () => {
  const drafts = openDrafts(openShelf('t.'))
  drafts.set('one', 'Слово')
  const was = drafts.all.get()
  drafts.set('one', 'Слово')
  expect(drafts.all.get()).toBe(was)
})
