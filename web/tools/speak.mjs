/**
 * Puts words into the widget's scripts. The panel and the script of all that is said are built once, with `__LANGUAGE__`, `__WORDS__`
 * and `__FORMS__` where the words will stand; besedka/api/speech.py does the same for a project that has texts of its own.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'
import { textsConfig } from '../vite.widget.mjs'

/** The texts in every language: `{language: {section: {key: text}}}`, and the forms in which each counts. */
export async function readTexts() {
  const { output } = await build(textsConfig())
  const { TEXTS, FORMS } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)
  return { texts: TEXTS, forms: FORMS }
}

/** What a script says in `language`, as code. */
export const literal = (value) => JSON.stringify(value).replace(/"(\w+)":/g, '$1:')

/** Writes the panel and the words of every language into `dist`; answers with their files' names. */
export function writeSpeech(dist, panel, words, { texts, forms }) {
  const version = createHash('sha256').update(JSON.stringify([panel, words, texts, forms])).digest('base64url').slice(0, 8)
  const names = { panel: {}, words: {} }
  for (const [language, all] of Object.entries(texts)) {
    const [code, speech] = [put(panel, language, all.panel), put(words, language, all, forms[language])]
    for (const [kind, text] of Object.entries({ panel: code, words: speech })) {
      names[kind][language] = `assets/${kind}-${language}-${version}.js`
      writeFileSync(resolve(dist, names[kind][language]), text)
    }
  }
  writeFileSync(resolve(dist, 'texts.json'), JSON.stringify({ texts, forms }))
  return { ...names, version }
}

function put(code, language, words, forms) {
  const put = { __LANGUAGE__: JSON.stringify(language), __WORDS__: literal(words), ...(forms && { __FORMS__: JSON.stringify(forms) }) }
  for (const place of Object.keys(put)) if (code.split(place).length !== 2) throw new Error(`${place} stands ${code.split(place).length - 1} times in the script`)
  return code.replace(/__(LANGUAGE|WORDS|FORMS)__/g, (place) => put[place])
}
