import { expect, it } from 'vitest'
import type { Editing } from '../state/composing'
import type { Api } from './api'
import { Words } from './words'

it('asks for what is done to the same words in its order, and a refusal stops nothing', async () => {
  const asked: string[] = []
  let refuse = (): void => {}
  const api = {
    editMessage: (_conversation: string, _id: string, text: string) => {
      asked.push(text)
      return text === 'first' ? new Promise((_, no) => (refuse = () => no(new Error('refused')))) : Promise.resolve()
    },
    deleteMessage: async () => void asked.push('deleted'),
  } as unknown as Api
  const words = new Words(api)
  const of: Editing = { kind: 'message', conversation: 'c', id: 'm' }
  const first = words.edit(of, 'first').catch(String)
  const others = Promise.all([words.edit(of, 'second'), words.takeBack(of)])
  await Promise.resolve()
  expect(asked).toEqual(['first'])
  refuse()
  expect(await first).toContain('refused')
  await others
  expect(asked).toEqual(['first', 'second', 'deleted'])
})
