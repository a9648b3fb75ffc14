// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, it } from 'vitest'
import { Browsers } from '../../shared/ui/browsers'
import { Coming } from '../../shared/ui/coming'

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))

const words = { here: 'here', unknown: 'unknown', end: 'Sign out', endNamed: (name: string) => `Sign ${name} out`, seen: (when: string) => when }
const one = (id: string, here: boolean) => ({ id: id.repeat(32), user_agent: '', since: 1, seen: 1, this: here })

it('while the browsers are on their way there are as many rows as there will be, and a word for who cannot see them', async () => {
  await act(() => render(<Coming rows={3} words="Loading" />, box))
  expect([box.querySelectorAll('.coming li').length, box.querySelector('[role=status]')?.textContent]).toEqual([3, 'Loading'])
  expect(box.querySelector('.coming')?.getAttribute('aria-hidden')).toBe('true')
})

it('while one is being signed out no other is', async () => {
  const ended: string[] = []
  const show = (busy: boolean) => act(() => render(<Browsers all={[one('1', true), one('2', false)]} language="en" words={words} busy={busy} end={(id) => ended.push(id)} />, box))
  await show(true)
  box.querySelector('button')?.click()
  await show(false)
  box.querySelector('button')?.click()
  expect(ended).toEqual(['2'.repeat(32)])
})
