import { expect, it } from 'vitest'
import { PAGES, pathOf, placeOf } from './route'

it('every place has an address that leads back to it', () => {
  for (const page of PAGES) expect(placeOf(pathOf({ project: 1001, page }))).toEqual({ project: 1001, page })
  expect(placeOf(pathOf({ project: null, page: 'home' }))).toEqual({ project: null, page: 'home' })
})

it.each(['/cabinet/', '/cabinet', '/cabinet/1001', '/cabinet/x/operators', '/cabinet/1001/nothing', '/cabinet/1001/operators/7'])(
  '%s leads home', (path) => expect(placeOf(path).page).toBe('home'),
)
