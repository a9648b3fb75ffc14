import { expect, test } from 'vitest'
import type { Board, Deal } from '../../wire'
import { moved, without } from './columns'

const deal = (id: string, stage: string, sum: number | null) => ({ id, stage, sum }) as Deal
const A = deal('a', 'new', 100)
const B = deal('b', 'new', null)
const board: Board = {
  columns: [
    { stage: 'new', count: 40, sum: 900, deals: [B, A], next: 'a' },
    { stage: 'won', count: 0, sum: 0, deals: [], next: null },
  ],
}

test('a lead that has moved is counted where it stands', () => {
  const [from, to] = moved(board, A, 'won').columns
  expect(from).toEqual({ stage: 'new', count: 39, sum: 800, deals: [B], next: 'a' })
  expect(to).toEqual({ stage: 'won', count: 1, sum: 100, deals: [{ ...A, stage: 'won' }], next: null })
})

test('what is hidden is neither shown nor counted', () => {
  expect(without(board, (id) => id === 'a').columns[0]).toEqual({ stage: 'new', count: 39, sum: 800, deals: [B], next: 'a' })
  expect(without(board, () => false)).toEqual(board)
})
