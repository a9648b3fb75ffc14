/** Sums as people write them, and as the server keeps them: whole hundredths. */

/** A sum in words of the language: 1 500 ₽, $1,500.50. */
export function money(hundredths: number, currency: string, language: string): string {
  const digits = hundredths % 100 === 0 ? 0 : 2
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(hundredths / 100)
  } catch {
    return `${(hundredths / 100).toLocaleString(language)} ${currency}`
  }
}

/** What was typed as hundredths; null: nothing, undefined: no sum. */
export function readSum(typed: string): number | null | undefined {
  const text = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  if (text === '') return null
  if (!/^\d{1,13}(\.\d{0,2})?$/.test(text)) return undefined
  return Math.round(Number(text) * 100)
}

/** A sum as it stands in its field. */
export function typedSum(hundredths: number | null, language: string): string {
  if (hundredths === null) return ''
  const text = hundredths % 100 === 0 ? String(hundredths / 100) : (hundredths / 100).toFixed(2)
  return language === 'ru' ? text.replace('.', ',') : text
}
