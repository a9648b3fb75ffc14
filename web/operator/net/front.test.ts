// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { Front } from './front'

it('a window that has stopped says that it left, and then nothing any more', () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const [mine, other] = [new Front('stop.'), new BroadcastChannel('stop.front')]
  mine.show('a')
  mine.stop()
  expect(() => mine.show(null)).not.toThrow()
  other.close()
})
