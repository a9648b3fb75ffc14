/** What the widget says while it is being changed: its parts, what differs, and two people's changes made one. */
import type { Speech, SpeechChanges, SpeechRules, SpokenLanguage } from '../../shared/wire.gen'
import { type Kind, same } from '../drafts/draft'

/** `language`, `languages`, or a text as `de.panel.hello`. */
export type Name = string

type Texts = SpeechRules['texts']

/** The own text under a language and name; '' for the standard one. */
export function own(texts: Texts, language: string, name: string): string {
  return texts[language]?.[name] ?? ''
}

/** The texts with this one; '' for the standard one. */
export function withText(texts: Texts, language: string, name: string, text: string): Texts {
  const { [name]: _, ...rest } = texts[language] ?? {}
  return { ...texts, [language]: text ? { ...rest, [name]: text } : rest }
}

/** A text's language and name. */
export function partsOf(name: Name): [language: string, name: string] {
  const dot = name.indexOf('.')
  return dot < 0 ? ['', name] : [name.slice(0, dot), name.slice(dot + 1)]
}

function names(...several: Texts[]): Name[] {
  return [...new Set(several.flatMap((texts) => Object.entries(texts).flatMap(([language, texts]) => Object.keys(texts).map((name) => `${language}.${name}`))))]
}

function differing(before: SpeechRules, after: SpeechRules): readonly Name[] {
  const settings = (['language', 'languages'] as const).filter((name) => !same(before[name], after[name]))
  return [...settings, ...names(before.texts, after.texts).filter((name) => own(before.texts, ...partsOf(name)) !== own(after.texts, ...partsOf(name)))]
}

function changesOf(before: SpeechRules, after: SpeechRules): SpeechChanges {
  const changed = differing(before, after)
  const texts: { [language in SpokenLanguage]?: Record<string, string | null> } = {}
  for (const [language, name] of changed.map(partsOf)) if (language) (texts[language as SpokenLanguage] ??= {})[name] = own(after.texts, language, name) || null
  return {
    ...(changed.includes('language') && { language: after.language }), ...(changed.includes('languages') && { languages: after.languages }),
    ...(Object.keys(texts).length > 0 && { texts: texts as Exclude<SpeechChanges['texts'], undefined> }),
  }
}

function merged(before: SpeechRules, mine: SpeechRules, theirs: SpeechRules): SpeechRules {
  const changed = differing(before, mine)
  const pick = <Part extends 'language' | 'languages'>(part: Part): SpeechRules[Part] => (changed.includes(part) ? mine : theirs)[part]
  let { texts } = theirs
  for (const [language, name] of changed.map(partsOf)) if (language) texts = withText(texts, language, name, own(mine.texts, language, name))
  return { language: pick('language'), languages: pick('languages'), texts }
}

export const SPEECH: Kind<Speech, SpeechRules, Name> = { of: ({ rules }) => rules, differing, changesOf, merged }
