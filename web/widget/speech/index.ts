/** All that the widget says in one language: for the parts, and for a panel that was built with another language's words. */
import type { SpokenLanguage } from '../../shared/wire.gen'
import { handOver } from '../contract'
import type { Speech } from '../panel/app'
import { fill, type Forms } from '../words/fill'
import type { Texts } from '../words/texts'

/** As in words/place.ts. */
declare const __LANGUAGE__: SpokenLanguage
declare const __WORDS__: Texts
declare const __FORMS__: Forms

const [texts, language, forms] = [__WORDS__, __LANGUAGE__, __FORMS__]

handOver<Speech>({
  words: texts.panel,
  say: (section) => (key, params = {}) => fill((texts[section] as Readonly<Record<string, string>>)[key] ?? '', params, language, forms),
})
