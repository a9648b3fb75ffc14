/** Which language the widget speaks. */
import type { SpokenLanguage, VisitorWidgetSettings } from '../../shared/wire.gen'

export type Spoken = VisitorWidgetSettings['words']

/** The project speaks this language. */
export function speaks(words: Spoken, language: unknown): language is SpokenLanguage {
  return Object.hasOwn(words, language as string)
}

/**
 * The first of `wanted` that the project speaks, then, where `browsers` count too, of what the browser wants (it is asked only then), else its main one.
 * Neighbours who mostly read Russian get that before it.
 */
export function choose(words: Spoken, wanted: readonly string[], browsers?: boolean): SpokenLanguage {
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split('-')
    for (const one of ['be', 'kk', 'ky'].includes(language) ? [language, 'ru'] : [language]) if (speaks(words, one)) return one
  }
  return browsers ? choose(words, navigator.languages) : (Object.keys(words)[0] as SpokenLanguage)
}
