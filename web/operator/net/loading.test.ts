import { expect, it } from 'vitest'
import { ANNA, Model, conversation, dice } from '../testing/model'
import { fakeApi } from '../testing/server'
import { fromOverview } from '../state/state'
import { store } from '../state/store'
import { Loading } from './loading'

const ID = '1'.repeat(32)
const turn = (): Promise<void> => new Promise((done) => setTimeout(done))

it('opens what somebody waits for before the next pages of whole lists', async () => {
  const model = new Model(ANNA, dice(1))
  model.all.set(ID, conversation(ID))
  const asked: string[] = []
  const answers: (() => void)[] = []
  const held = <T>(name: string, answer: () => T): Promise<T> => {
    asked.push(name)
    return new Promise((done) => answers.push(() => done(answer())))
  }
  const fake = fakeApi(model)
  const api = {
    ...fake,
    list: (list: 'new' | 'mine') => held(list, () => ({ ...model.page(list), next: 'more' })),
    messages: (id: string) => held('words', () => ({ position: 0, messages: model.words.get(id) ?? [], notes: [], more: false })),
  }
  const state = store(fromOverview(model.overview()))
  const loading = new Loading(api as typeof fake, state, () => {}, () => {})
  loading.lists()
  await turn()
  expect(asked).toEqual(['new'])
  const opened = loading.open(ID)
  await turn()
  for (const answer of answers.splice(0, 1)) answer()
  await turn()
  expect(asked).toEqual(['new', 'words'])
  expect([state.get().lists['new'], loading.opening]).toEqual([undefined, true]) // a page that is there is drawn after the words
  answers.splice(0).forEach((answer) => answer())
  await opened
  expect([Boolean(state.get().threads[ID]), loading.opening]).toEqual([true, false])
  await turn()
  expect(state.get().lists['new']?.loaded).toBe(true)
  expect(asked).toEqual(['new', 'words', 'mine'])
  answers.splice(0).forEach((answer) => answer())
  await turn()
  expect(asked).toEqual(['new', 'words', 'mine', 'new'])
  loading.stop()
})
