/**
 * Word forms: the stem that the forms of one word share, by the algorithms of Snowball (snowballstem.org) for Russian and for English,
 * in code of our own, held to what Snowball's library makes of the vectors in tests/vectors/search.json.
 */

/** The stem of one folded word (lower case, ё as е). A word of neither script is its own stem. */
export function stem(word: string): string {
  if (/[а-я]/.test(word)) return russian(word)
  return /^[a-z']+$/.test(word) ? english(word) : word
}

const list = (words: string): string[] => words.split(' ').sort((a, b) => b.length - a.length)

/** The longest ending of `endings` that `word` has after `from`; empty: none. */
const longest = (word: string, endings: readonly string[], from: number): string =>
  endings.find((ending) => word.length - ending.length >= from && word.endsWith(ending)) ?? ''

// ── Russian ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Endings that stand by themselves, and those that want an а or я before them (marked by a dash). */
const GERUND = list('-в -вши -вшись ив ивши ившись ыв ывши ывшись')
const ADJECTIVE = list('ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею')
const PARTICIPLE = list('-ем -нн -вш -ющ -щ ивш ывш ующ')
const REFLEXIVE = list('ся сь')
const VERB = list(
  '-ла -на -ете -йте -ли -й -л -ем -н -ло -но -ет -ют -ны -ть -ешь -нно ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ' +
    'ят ует уют ит ыт ены ить ыть ишь ую ю',
)
const NOUN = list('а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я')
const PLAIN = new Map([GERUND, PARTICIPLE, VERB].map((all) => [all, all.map((one) => one.replace('-', '')).sort((a, b) => b.length - a.length)]))

function russian(word: string): string {
  const rv = (/[аеиоуыэюя]/.exec(word)?.index ?? word.length) + 1
  if (rv >= word.length) return word
  const r2 = region(word, region(word, 0, /[аеиоуыэюя][^аеиоуыэюя]/), /[аеиоуыэюя][^аеиоуыэюя]/)
  let it = cut(word, rv, GERUND) ?? inflected(word, rv)
  it = drop(it, ['и'], rv)
  it = drop(it, ['ость', 'ост'], r2)
  const undoubled = it.endsWith('нн') && it.length - 2 >= rv ? it.slice(0, -1) : it
  if (undoubled !== it) return undoubled
  const plainer = drop(it, ['ейше', 'ейш'], rv)
  if (plainer !== it) return plainer.endsWith('нн') && plainer.length - 2 >= rv ? plainer.slice(0, -1) : plainer
  return drop(it, ['ь'], rv)
}

function inflected(word: string, rv: number): string {
  const it = drop(word, REFLEXIVE, rv)
  const adjective = drop(it, ADJECTIVE, rv)
  if (adjective !== it) return cut(adjective, rv, PARTICIPLE) ?? adjective
  return cut(it, rv, VERB) ?? drop(it, NOUN, rv)
}

/** The word without its longest ending of these, if that one may be cut: null when there is none, or when а or я is wanting. */
function cut(word: string, from: number, endings: string[]): string | null {
  const ending = longest(word, PLAIN.get(endings) ?? [], from)
  if (!ending) return null
  const rest = word.slice(0, -ending.length)
  return endings.includes(`-${ending}`) && !(rest.length > from && /[ая]$/.test(rest)) ? null : rest
}

function drop(word: string, endings: readonly string[], from: number): string {
  const ending = longest(word, endings, from)
  return ending ? word.slice(0, -ending.length) : word
}

/** Where the region after `from`'s first vowel and the consonant behind it begins. */
function region(word: string, from: number, edge: RegExp): number {
  const at = edge.exec(word.slice(from))?.index
  return at === undefined ? word.length : from + at + 2
}

// ── English (Porter 2) ───────────────────────────────────────────────────────────────────────────────────────────

const KNOWN = new Map(Object.entries({
  skis: 'ski', skies: 'sky', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl', sky: 'sky', news: 'news',
  howe: 'howe', atlas: 'atlas', cosmos: 'cosmos', bias: 'bias', andes: 'andes',
}))
const VOWEL = /[aeiouy]/
const EDGE = /[aeiouy][^aeiouy]/
const STEP_2 = pairs(
  'anci:ance enci:ence ogi:og li: bli:ble abli:able alli:al fulli:ful lessli:less ousli:ous entli:ent aliti:al biliti:ble iviti:ive tional:tion ' +
    'ational:ate alism:al ation:ate ization:ize izer:ize ator:ate iveness:ive fulness:ful ousness:ous ogist:og',
)
const STEP_3 = pairs('icate:ic ative: alize:al iciti:ic ical:ic tional:tion ational:ate ful: ness:')
const STEP_4 = list('ic ance ence able ible ate ive ize iti al ism ion er ous ant ent ment ement')

function pairs(text: string): readonly (readonly [string, string])[] {
  return text.split(' ').map((pair) => pair.split(':') as [string, string]).sort((a, b) => b[0].length - a[0].length)
}

function english(typed: string): string {
  const known = KNOWN.get(typed)
  if (known !== undefined) return known
  if (typed.length < 3) return typed
  let it = typed.replace(/^'/, '').replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y')
  const first = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/.exec(it)
  const r1 = first ? first[0].length : region(it, 0, EDGE)
  const r2 = region(it, r1, EDGE)
  it = plural(it.replace(/'s'$|'s$|'$/, ''))
  it = past(it, r1)
  it = it.replace(/(.[^aeiouy])[yY]$/, '$1i')
  it = replaced(it, STEP_2, r1, (ending, rest) => (ending === 'ogi' ? rest.endsWith('l') : ending !== 'li' || /[cdeghkmnrt]$/.test(rest)))
  it = replaced(it, STEP_3, r1, (ending, rest) => ending !== 'ative' || rest.length >= r2)
  return last(fourth(it, r2), r1, r2).replace(/Y/g, 'y')
}

function plural(it: string): string {
  if (it.endsWith('sses')) return it.slice(0, -2)
  if (/ie[sd]$/.test(it)) return it.length > 4 ? it.slice(0, -2) : it.slice(0, -1)
  return /[^us]s$/.test(it) && VOWEL.test(it.slice(0, -2)) ? it.slice(0, -1) : it
}

function past(it: string, r1: number): string {
  const ending = longest(it, ['eedly', 'ingly', 'edly', 'eed', 'ing', 'ed'], 0)
  const rest = it.slice(0, it.length - ending.length)
  if (!ending) return it
  if (ending.startsWith('ee')) return rest.length >= r1 && !/^(succ|proc|exc)$/.test(rest) ? `${rest}ee` : it
  if (ending === 'ing') {
    if (/^[^aeiouy]y$/.test(rest)) return `${rest.slice(0, -1)}ie`
    if (/^(even|cann|inn|earr|herr|out)$/.test(rest)) return it
  }
  if (!VOWEL.test(rest)) return it
  if (/(at|bl|iz)$/.test(rest)) return `${rest}e`
  if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1)
  return rest.length <= r1 && short(rest) ? `${rest}e` : rest
}

/** Whether the word ends in a short syllable. */
function short(it: string): boolean {
  return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(it) || /^[aeiouy][^aeiouy]$/.test(it) || it.endsWith('past')
}

function replaced(it: string, by: readonly (readonly [string, string])[], r1: number, may: (ending: string, rest: string) => boolean): string {
  const found = by.find(([ending]) => it.endsWith(ending))
  if (!found) return it
  const rest = it.slice(0, -found[0].length)
  return rest.length >= r1 && may(found[0], rest) ? rest + found[1] : it
}

function fourth(it: string, r2: number): string {
  const ending = longest(it, STEP_4, 0)
  const rest = it.slice(0, it.length - ending.length)
  return ending && rest.length >= r2 && (ending !== 'ion' || /[st]$/.test(rest)) ? rest : it
}

function last(it: string, r1: number, r2: number): string {
  const rest = it.slice(0, -1)
  if (it.endsWith('e')) return rest.length >= r2 || (rest.length >= r1 && !short(rest)) ? rest : it
  return it.endsWith('ll') && rest.length >= r2 ? rest : it
}
