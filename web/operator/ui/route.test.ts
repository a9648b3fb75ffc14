import { expect, it } from 'vitest'
import { parseRoute, pathOf } from './route'

const id = '0'.repeat(31) + 'a'

it.each([
  ['/operator/', { list: 'new', conversation: null, client: false }],
  ['/operator/mine', { list: 'mine', conversation: null, client: false }],
  [`/operator/mine/${id}`, { list: 'mine', conversation: id, client: false }],
  [`/operator/closed/${id}/client`, { list: 'closed', conversation: id, client: true }],
  ['/operator/mine/../../x', { list: 'mine', conversation: null, client: false }],
  [`/operator/other/${id}`, { list: 'new', conversation: null, client: false }],
])('%s', (path, route) => {
  expect(parseRoute(path)).toEqual(route)
  expect(parseRoute(pathOf(parseRoute(path)))).toEqual(route)
})
