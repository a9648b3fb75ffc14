/** Builds everything into besedka/web_dist and writes its manifest: `{"loader": …, "compat": …, "panel": {language: …}, "words": {language: …}, "version": …, "parts": {name: …}, "icons": {way: …}}`. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'
import { compatConfig, loaderConfig, panelConfig, partConfig, PARTS, speechConfig } from '../vite.widget.mjs'
import { writeApp } from './app.mjs'
import { readTexts, writeSpeech } from './speak.mjs'

const web = resolve(import.meta.dirname, '..')
const dist = resolve(web, '../besedka/web_dist')
process.chdir(web)
rmSync(dist, { recursive: true, force: true })

/** Builds one script of the widget; answers with its file's name and its code. */
async function script(config) {
  const { output } = await build(config)
  return output[0]
}

const built = await Promise.all(PARTS.map((name) => script(partConfig(name))))
const parts = Object.fromEntries(built.map(({ fileName }, index) => [PARTS[index], fileName]))
const loader = await script(loaderConfig())
const compat = await script(compatConfig())
const code = built.map((part) => part.code).join()
const panel = await script(panelConfig(parts, code))
const words = await script(speechConfig())
const speech = writeSpeech(dist, panel.code, words.code, await readTexts())
if (existsSync('operator/index.html') || existsSync('cabinet/index.html')) await build({ logLevel: 'warn' })
await writeApp(web, dist)

const icons = JSON.parse(readFileSync('shared/ways.json', 'utf8')) // a page whose button opens one of them is told its icon
const manifest = { loader: loader.fileName, compat: compat.fileName, ...speech, parts, icons }
writeFileSync(resolve(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
