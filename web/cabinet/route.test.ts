import { expect, it } from 'vitest'
import { DOORS, doorOf, PAGES, pathOf, placeOf } from './route'

it('every place has an address that leads back to it', () => {
  for (const page of PAGES) expect(placeOf(pathOf({ project: 1001, page }))).toEqual({ project: 1001, page })
  for (const page of ['home', 'new'] as const) expect(placeOf(pathOf({ project: null, page }))).toEqual({ project: null, page })
})

it.each(['/cabinet/', '/cabinet', '/cabinet/1001', '/cabinet/x/operators', '/cabinet/1001/nothing', '/cabinet/1001/operators/7'])(
  '%s leads home', (path) => expect(placeOf(path).page).toBe('home'),
)

it('every door has an address, and everything else is the way in', () => {
  for (const door of DOORS) expect(doorOf(`/cabinet/${door}`)).toBe(door)
  for (const path of ['/cabinet/', '/cabinet/new', '/cabinet/1001/members']) expect(doorOf(path)).toBe('in')
})
