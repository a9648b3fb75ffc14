/** Fills a text in: `{name}` is what is given, `{n|day|days}` the plural that the language's rule picks, `#` in it the number. */
import type { Params } from '../../shared/i18n'

export type Forms = readonly Intl.LDMLPluralRule[]

export function fill(text: string, params: Params, language: string, forms: Forms): string {
  return text.replace(/\{(\w+)((?:\|[^|{}]*)*)\}/g, (whole, name: string, plural: string) => {
    if (!Object.hasOwn(params, name)) return whole
    return plural ? pick(Number(params[name]), plural.slice(1).split('|'), language, forms) : String(params[name])
  })
}

function pick(count: number, texts: readonly string[], language: string, forms: Forms): string {
  const at = forms.indexOf(new Intl.PluralRules(language).select(count))
  return (texts[at] ?? texts.at(-1) ?? '').replace('#', () => String(count))
}
