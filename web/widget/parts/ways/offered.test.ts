import { expect, test } from 'vitest'
import type { VisitorWay } from '../../../shared/wire.gen'
import { offeredTo } from './offered'

const chat: VisitorWay = { kind: 'chat', href: '', label: {} }
const telegram: VisitorWay = { kind: 'telegram', href: 'https://t.me/shop', label: {} }
const never = () => Promise.reject(new Error('nobody need be asked'))

test('while somebody is there every way is offered, and nobody is asked whether they are known', async () => {
  expect(await offeredTo([chat, telegram], never)).toEqual([chat, telegram])
})

test('while nobody is there the chat is for those alone who have a conversation', async () => {
  const ways = [{ ...chat, away: true } as VisitorWay, telegram]
  expect(await offeredTo(ways, async () => true)).toEqual(ways)
  expect(await offeredTo(ways, async () => false)).toEqual([telegram])
  expect(await offeredTo(ways, never)).toEqual([telegram])
})
