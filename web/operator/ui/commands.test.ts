// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { Desk } from '../net/desk'
import type { Say } from '../state/waiting'
import type { Conversation, Operator } from '../wire'
import { deeds } from './commands'

const ME = 'a'.repeat(32)
const say = ((key: string) => key) as unknown as Say
const offered = (status: Conversation['status'], assignee: string | null, role: Operator['role'] = 'operator'): string[] =>
  deeds({} as Desk, { id: 'c', status, assignee } as Conversation, { id: ME, role } as Operator, say).map(({ key }) => key)

it('offers what one may do with the open conversation, and nothing else', () => {
  expect(offered('new', null)).toEqual(['take', 'lead', 'client'])
  expect(offered('open', ME)).toEqual(['reply', 'note', 'canned', 'lead', 'close', 'client'])
  expect(offered('open', 'b'.repeat(32))).toEqual(['client'])
  expect(offered('open', 'b'.repeat(32), 'admin')).toEqual(['reply', 'note', 'canned', 'hand', 'lead', 'close', 'client'])
  expect(offered('closed', ME)).toEqual(['lead', 'reopen', 'client'])
  expect(offered('new', null, 'admin')).toEqual(['take', 'hand', 'lead', 'client'])
})
