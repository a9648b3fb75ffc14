// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, it } from 'vitest'
import { store, useStore } from './store'

it('draws a change that comes right after the first drawing, before the browser has painted', async () => {
  const word = store('before')
  const Word = () => <p>{useStore(word, (it) => it)}</p>
  const box = document.createElement('div')
  render(<Word />, box)
  word.set('after')
  await Promise.resolve()
  expect(box.textContent).toBe('after')
})
