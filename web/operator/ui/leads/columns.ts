/** What becomes of the board before the server has told. Pure. */
import type { Board, Deal } from '../../wire'

type Column = Board['columns'][number]

/** The board after a lead has gone into another stage. */
export function moved(board: Board, deal: Deal, stage: string): Board {
  const sum = deal.sum ?? 0
  return {
    columns: board.columns.map((one) => {
      if (one.stage === deal.stage) return less(one, [deal])
      if (one.stage !== stage) return one
      const all = [...one.deals, { ...deal, stage }].sort((a, b) => (a.id < b.id ? 1 : -1))
      return { ...one, count: one.count + 1, sum: one.sum + sum, deals: all }
    }),
  }
}

/** The board without what is hidden, neither shown nor counted. */
export function without(board: Board, hides: (id: string) => boolean): Board {
  return { columns: board.columns.map((one) => less(one, one.deals.filter(({ id }) => hides(id)))) }
}

function less(column: Column, gone: readonly Deal[]): Column {
  const sum = gone.reduce((all, deal) => all + (deal.sum ?? 0), 0)
  return gone.length ? { ...column, count: column.count - gone.length, sum: column.sum - sum, deals: column.deals.filter((deal) => !gone.some(({ id }) => id === deal.id)) } : column
}
