// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import type { VisitorInvitation } from '../../../shared/wire.gen'
import type { Stage } from '../../contract'
import { showBubble } from './bubble'
import { stand } from './standing'

vi.mock('./bubble', () => ({ showBubble: vi.fn() }))

const ANNA = { id: 'a', name: 'Анна', avatar: null, title: null }
const SAID: VisitorInvitation = { people: [ANNA], text: { ru: 'Подсказать?' }, close: { ru: 'Закрыть' } }

let stage: Stage & { settings: { invite?: unknown; shown: { look: string } } }
let ask: ReturnType<typeof vi.fn<() => Promise<VisitorInvitation>>>
let over: ReturnType<typeof vi.fn>
let away: ReturnType<typeof vi.fn>
let end: () => void

/** New settings have come: the loader has put them in place of the old ones, and shows the button anew. */
async function renewed(settings: object): Promise<void> {
  Object.assign(stage.settings, settings)
  stage.launcher.setAttribute('aria-label', 'Открыть чат')
  await settled()
}

const settled = () => new Promise((done) => setTimeout(done, 20))
const texts = () => vi.mocked(showBubble).mock.calls.map(([, said]) => said.text['ru'])

beforeEach(() => {
  away = vi.fn()
  vi.mocked(showBubble).mockReset().mockReturnValue(away as () => void)
  const launcher = document.createElement('button')
  launcher.lang = 'ru'
  stage = { launcher, settings: { invite: { name: 'one' }, shown: { version: 'a', look: 'x' } } } as unknown as typeof stage
  ask = vi.fn(async () => SAID)
  over = vi.fn(() => end())
  end = stand(stage, { name: 'one', ask, accept() {}, refuse() {}, over: over as () => void }, SAID)
  return () => end()
})

it('goes when the project invites nobody any more, or otherwise than before', async () => {
  await renewed({ invite: undefined })
  expect([over.mock.calls.length, away.mock.calls.length, ask.mock.calls.length]).toEqual([1, 1, 0])
})

it('is drawn anew with a look or words that have changed, and stays as it is while they have not', async () => {
  await renewed({})
  expect(ask).not.toHaveBeenCalled()
  ask.mockResolvedValue({ ...SAID, text: { ru: 'Помочь выбрать?' } })
  await renewed({ shown: { version: 'a', look: 'y' } })
  expect(texts()).toEqual(['Подсказать?', 'Помочь выбрать?'])
  expect(away).toHaveBeenCalledOnce()
})

it('asks when the visitor comes back to the page, and goes when nobody invites', async () => {
  document.dispatchEvent(new Event('visibilitychange'))
  await settled()
  expect([ask.mock.calls.length, texts().length]).toEqual([1, 1])
  ask.mockResolvedValue({ ...SAID, people: [] })
  document.dispatchEvent(new Event('visibilitychange'))
  await settled()
  expect(over).toHaveBeenCalledOnce()
})

it('stays where the server cannot be asked, and asks nobody once it is gone', async () => {
  ask.mockRejectedValue(new Error('offline'))
  document.dispatchEvent(new Event('visibilitychange'))
  await settled()
  expect([over.mock.calls.length, away.mock.calls.length]).toEqual([0, 0])
  end()
  document.dispatchEvent(new Event('visibilitychange'))
  await renewed({ invite: undefined })
  expect([ask.mock.calls.length, over.mock.calls.length]).toEqual([1, 0])
})
