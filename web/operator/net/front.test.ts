// @vitest-environment happy-dom
// @ts-expect-error a page's types know nothing of Node, whose channel is the only real one where no browser is
import { BroadcastChannel } from 'node:worker_threads'
import { expect, it, vi } from 'vitest'
import { Front } from './front'

it('a window that has stopped says that it left, and then nothing any more', () => {
  vi.stubGlobal('BroadcastChannel', BroadcastChannel)
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const [mine, other] = [new Front('stop.'), new BroadcastChannel('stop.front')]
  mine.show('a')
  mine.stop()
  expect(() => mine.show(null)).not.toThrow()
  other.close()
})
