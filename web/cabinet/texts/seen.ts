/** Where a text of the widget is seen, and all that it would say with the texts as they stand in the form. */
import type { SpeechRules, StandardTexts } from '../../shared/wire.gen'
import type { Said, View } from '../multiwidget/stage'
import { own, partsOf } from './rules'

export const VIEWS = ['chat', 'waiting', 'talk', 'form', 'call', 'solved', 'rating', 'list', 'invite', 'button'] as const

const ALONE: Readonly<Record<string, View>> = { 'form.call': 'call', 'form.again': 'call', 'wait.today': 'form', 'wait.tomorrow': 'form', 'wait.later': 'form', 'wait.nobody': 'form', 'closing.solved': 'solved', 'closing.yes': 'solved', 'closing.no': 'solved' }
const SECTIONS: Readonly<Record<string, View>> = { launcher: 'button', ways: 'list', invite: 'invite', form: 'form', closing: 'rating', typing: 'talk', wait: 'waiting' }
/** What the window says before anybody has written. */
const AT_FIRST = ['title', 'hello', 'online', 'away', 'write', 'send', 'attach', 'emoji', 'menu', 'close', 'log']

/** What shows a text: the others of the window are said in the course of a conversation. */
export function viewOf(name: string): View {
  const [section, key] = partsOf(name)
  return ALONE[name] ?? SECTIONS[section] ?? (section !== 'panel' || AT_FIRST.includes(key) ? 'chat' : key.startsWith('closed') || key === 'writeMore' ? 'rating' : 'talk')
}

/** Everything in one language, by section: the project's own text where there is one, else the standard one. */
export function saidWith({ language, forms, texts: standard }: StandardTexts, texts: SpeechRules['texts']): Said {
  const said: Record<string, Record<string, string>> = {}
  for (const [name, { text }] of Object.entries(standard)) {
    const [section, key] = partsOf(name)
    ;(said[section] ??= {})[key] = own(texts, language, name) || text
  }
  return { language, forms, texts: said }
}
