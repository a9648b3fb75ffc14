/**
 * The languages of the widget. To add one: its code here and in besedka/domain/language.py, and a file of its words beside this one
 * (docs/how-to/speak-their-language.md).
 */
import type { SpokenLanguage } from '../../shared/wire.gen'

/** How a language counts: the forms of its plurals that whole numbers need, in this order in `{n|…|…}`. */
export const FORMS: Readonly<Record<SpokenLanguage, readonly Intl.LDMLPluralRule[]>> = {
  ru: ['one', 'few', 'many'],
  en: ['one', 'other'],
  de: ['one', 'other'],
  fr: ['one', 'other'],
  es: ['one', 'other'],
  it: ['one', 'other'],
  pt: ['one', 'other'],
  tr: ['one', 'other'],
  pl: ['one', 'few', 'many'],
  uk: ['one', 'few', 'many'],
  kk: ['one', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
}

export const LANGUAGES = Object.keys(FORMS) as readonly SpokenLanguage[]
