/** Words in two first languages: `{name}` is filled in, `{n|day|days}` picks the plural by the language's rule. */

export type Language = 'ru' | 'en'
export type Params = Readonly<Record<string, string | number>>
export type Words<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>
export type Translate<Key extends string> = (key: Key, params?: Params) => string

const ORDER: Record<Language, Intl.LDMLPluralRule[]> = { ru: ['one', 'few', 'many'], en: ['one', 'other'] }

export function translator<Key extends string>(words: Words<Key>, language: Language): Translate<Key> {
  return (key, params = {}) => fill(words[language][key], params, language)
}

/** The same without plurals, of one language's words, for where every byte counts. */
export function plainTranslator<Key extends string>(words: Readonly<Record<Key, string>>): Translate<Key> {
  return (key, params = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** The language to speak: the first of `wanted` that we have, else English. Neighbours who mostly read Russian get it. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split('-')
    if (['ru', 'be', 'kk', 'ky'].includes(language)) return 'ru'
    if (language === 'en') return 'en'
  }
  return 'en'
}

function fill(text: string, params: Params, language: Language): string {
  return text.replace(/\{(\w+)((?:\|[^|}]*)*)\}/g, (whole, name: string, forms: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return whole
    return forms ? plural(Number(value), forms.slice(1).split('|'), language) : String(value)
  })
}

const rules = new Map<Language, Intl.PluralRules>()

function plural(count: number, forms: string[], language: Language): string {
  const known = rules.get(language) ?? new Intl.PluralRules(language)
  rules.set(language, known)
  const rule = known.select(count)
  const index = ORDER[language].indexOf(rule)
  return forms[index < 0 ? forms.length - 1 : index] ?? ''
}
