import { expect, it } from 'vitest'
import type { Activity } from '../wire'
import { leaders } from './deeds'

const line = (kind: Activity['kind'], operator: string | null, target: string | null = null): Activity => ({ position: 1, at: 1, kind, by: 'operator', operator, target, rating: null })

it('whoever took it, was given it, or had it when it went back, led it; whoever merely did something did not', () => {
  const all = [
    line('conversation_taken', 'igor'), line('conversation_assigned', 'anna', 'oleg'), line('conversation_returned', 'anna', 'vera'),
    line('conversation_closed', 'anna'), line('conversation_reopened', 'boris'), line('conversation_assigned', null, 'zoya'),
  ]
  expect([...leaders(all)].sort()).toEqual(['igor', 'oleg', 'vera', 'zoya'])
})
