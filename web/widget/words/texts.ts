/**
 * Every text of the widget that a visitor reads, in every language: `panel` is what the panel carries itself, the other sections are
 * what the button and the parts say. Russian and English stand beside what they are for (`words.ts` of each part), and their keys are
 * what every other language must have: one that is missing fails the build.
 */
import type { SpokenLanguage } from '../../shared/wire.gen'
import { WORDS as launcher } from '../loader/words'
import { WORDS as attached } from '../parts/attached/words'
import { WORDS as closing } from '../parts/closing/words'
import { WORDS as files } from '../parts/files/words'
import { WORDS as form } from '../parts/form/words'
import { WORDS as invite } from '../parts/invite/words'
import { WORDS as menu } from '../parts/menu/words'
import { WORDS as typing } from '../parts/typing/words'
import { WORDS as uploads } from '../parts/uploads/words'
import { WORDS as wait } from '../parts/wait/words'
import { WORDS as ways } from '../parts/ways/words'
import { ar } from './ar'
import { de } from './de'
import { words as en } from './en'
import { es } from './es'
import { fr } from './fr'
import { it } from './it'
import { kk } from './kk'
import { pl } from './pl'
import { pt } from './pt'
import { words as ru, type Word } from './ru'
import { tr } from './tr'
import { uk } from './uk'

/** Every part that speaks has its line here. */
const PARTS = { launcher, attached, closing, files, form, invite, menu, typing, uploads, wait, ways }

export type PartTexts = { readonly [Section in keyof typeof PARTS]: Readonly<Record<keyof (typeof PARTS)[Section]['ru'], string>> }
export type Texts = PartTexts & { readonly panel: Readonly<Record<Word, string>> }
export type Section = keyof Texts

const first = (language: 'ru' | 'en'): PartTexts => ({
  launcher: launcher[language], attached: attached[language], closing: closing[language], files: files[language], form: form[language], invite: invite[language], menu: menu[language],
  typing: typing[language], uploads: uploads[language], wait: wait[language], ways: ways[language],
})

export const TEXTS: Readonly<Record<SpokenLanguage, Texts>> = {
  ru: { panel: ru, ...first('ru') }, en: { panel: en, ...first('en') }, de, fr, es, it, pt, tr, pl, uk, kk, ar,
}
