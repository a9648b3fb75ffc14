import { expect, it, vi } from 'vitest'
import type { Cupboard } from './cupboard'
import { takeOver } from './replies'

it('an answer from a notification is sent under its own id, one that was refused becomes a draft, and another operator’s waits for them', async () => {
  const sent = { id: '1', conversation: 'c1', text: 'Раз', language: 'ru', operator: 'me' }
  const refused = { id: '2', conversation: 'c2', text: 'Два', language: 'ru', operator: 'me', refused: 'Обращение закрыто.' }
  const another = { ...sent, id: '3', operator: 'another' }
  const remove = vi.fn(async () => {})
  const by = { answer: vi.fn(), draft: vi.fn() }
  await takeOver({ list: async () => [sent, refused, another], remove } as unknown as Cupboard, 'me', by)
  expect(by.answer.mock.calls).toEqual([[sent]])
  expect(by.draft.mock.calls).toEqual([['c2', 'Два']])
  expect(remove.mock.calls).toEqual([['reply.1'], ['reply.2']])
})
