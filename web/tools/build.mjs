/** Builds everything into besedka/web_dist and writes its manifest: `{"loader": …, "panel": …}`. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'
import { widgetConfig } from '../vite.widget.mjs'

const web = resolve(import.meta.dirname, '..')
const dist = resolve(web, '../besedka/web_dist')
process.chdir(web)
rmSync(dist, { recursive: true, force: true })

for (const entry of ['loader', 'panel']) await build(widgetConfig(entry))
if (existsSync('operator/index.html') || existsSync('cabinet/index.html')) await build({ logLevel: 'warn' })

const panel = readdirSync(resolve(dist, 'assets')).find((name) => /^panel-.+\.js$/.test(name))
if (!panel) throw new Error('the build made no panel')
const manifest = { loader: 'loader.js', panel: `assets/${panel}` }
writeFileSync(resolve(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
