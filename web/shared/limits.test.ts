import { expect, it } from 'vitest'
import { tooLong } from './limits'

it('counts what people see as one sign once, as the server does', () => {
  expect([tooLong('я'.repeat(40), 'tag'), tooLong('😀'.repeat(40), 'tag')]).toEqual([null, null])
  expect(tooLong('😀'.repeat(43), 'tag')).toEqual({ n: 43, limit: 40, over: 3 })
})
