import { expect, it } from 'vitest'
import { type Filter, fromQuery, NO_FILTER, toQuery } from './filter'

const FULL: Filter = { channel: 'site', operator: 'a'.repeat(32), tag: 'b'.repeat(32), since: 1_764_000_000_000, until: 1_764_100_000_000, rating: 2 }

it.each([NO_FILTER, FULL, { ...NO_FILTER, tag: 'c'.repeat(32) }, { ...NO_FILTER, rating: 5 }])('an address keeps it %#', (filter) => {
  expect(fromQuery(toQuery(filter))).toEqual(filter)
})

it('nothing chosen leaves the address alone', () => expect(toQuery(NO_FILTER)).toBe(''))

it.each(['?tag=<script>', '?rating=9&since=-5&until=1e99', '?channel=pigeon&operator=../x', '?tag=', '?', '?x=%E0%A4%A', '?rating=0&since=0'])('%s means nothing', (query) => {
  expect(fromQuery(query)).toEqual(NO_FILTER)
})
