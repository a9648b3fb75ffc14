import { expect, test } from 'vitest'
import { reportedTo } from './goals'

test('goals go where the form is right, as they will be kept', () => {
  expect(reportedTo({ analytics: ' g-abcd1234 ', metrika: '12345678' })).toEqual({ analytics: 'G-ABCD1234', metrika: '12345678' })
  expect(reportedTo({ analytics: 'UA-1', metrika: '12a' })).toEqual({})
})
