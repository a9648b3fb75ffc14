/** Copy a text, also where the browser has no clipboard for pages without https; what it does not let us do is told. */
import { RequestRefused } from '../net/api'
import type { Say } from '../state/waiting'
import { refusal } from './acts'
import { latest } from './popups'

export async function copyText(text: string, say: Say): Promise<void> {
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(text)
    else selected(text)
    latest.set(say('copied'))
  } catch {
    refusal.set(new RequestRefused(0, 'copy_failed', {}, say('copy_failed')))
  }
}

/** The old way: what is selected in a field is copied. */
function selected(text: string): void {
  const before = document.activeElement
  const field = document.body.appendChild(document.createElement('textarea'))
  field.className = 'unseen'
  field.value = text
  field.focus({ preventScroll: true })
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  if (!done) throw new Error('not copied')
}
