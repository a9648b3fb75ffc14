import { expect, it } from 'vitest'
import page from './index.html?raw'

it('the page carries no code and no style of its own: its policy forbids them', () => {
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i)
  expect(page).not.toMatch(/https?:\/\//)
})
