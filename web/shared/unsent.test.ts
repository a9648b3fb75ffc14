// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { openShelf } from './shelf'
import { unsentOf, unsentOn } from './unsent'

const ID = '0'.repeat(32)
beforeEach(() => localStorage.clear())

it('keeps what is attached at each place by itself', () => {
  const shelf = openShelf('t.')
  unsentOn(shelf, 'one').put({ id: ID, name: 'План.pdf', size: 7, modified: 1 })
  expect(unsentOn(openShelf('t.'), 'one').all()).toEqual([{ id: ID, name: 'План.pdf', size: 7, modified: 1 }])
  expect(unsentOn(openShelf('t.'), 'one.note').all()).toEqual([])
  unsentOn(shelf, 'one.note').put({ id: '1'.repeat(32), name: 'Смета.pdf', size: 7, modified: 1 })
  expect(unsentOn(openShelf('t.'), 'one').all().map(({ name }) => name)).toEqual(['План.pdf'])
  unsentOn(shelf, 'one.note').remove('1'.repeat(32))
  unsentOn(shelf, 'one').remove(ID)
  expect(localStorage.length).toBe(0)
})

it('is not troubled by what it cannot read', () => {
  localStorage.setItem(`t.file.one.${ID}`, '{')
  expect(unsentOn(openShelf('t.'), 'one').all()).toEqual([])
})

it('knows its entries by their names', () => {
  expect(unsentOf(`file.one.note.${ID}`)).toEqual({ place: 'one.note', id: ID })
  expect(unsentOf('draft.one')).toBeNull()
})
