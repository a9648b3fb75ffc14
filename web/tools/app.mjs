/** What makes the operators' page an app: its manifests, its icons, and the worker behind it, which is told what belongs to this release. */
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'

export async function writeApp(web, dist) {
  const page = resolve(dist, 'operator')
  cpSync(resolve(web, 'operator/icons'), resolve(page, 'icons'), { recursive: true })
  for (const language of ['ru', 'en']) writeFileSync(resolve(page, `${language}.webmanifest`), JSON.stringify(manifest(language), null, 2))
  const shell = shellOf(dist)
  const worker = await build({
    configFile: false, logLevel: 'warn', define: { __SHELL__: JSON.stringify(shell) },
    build: {
      outDir: page, emptyOutDir: false, target: ['chrome111', 'firefox113', 'safari16.4'],
      lib: { entry: resolve(web, 'operator/worker/index.ts'), formats: ['iife'], name: 'worker', fileName: () => 'sw.js' },
    },
  })
  return worker
}

/** The page's own script, and every file that page, scripts or styles name, by whatever way; `version` is what they are. */
function shellOf(dist) {
  const html = readFileSync(resolve(dist, 'operator/index.html'), 'utf8')
  const names = readdirSync(resolve(dist, 'assets'))
  const found = new Set()
  const look = (text) => {
    for (const name of names)
      if (!found.has(name) && text.includes(name)) {
        found.add(name)
        if (/\.(js|css)$/.test(name)) look(readFileSync(resolve(dist, 'assets', name), 'utf8'))
      }
  }
  look(html)
  const files = [...found].sort().map((name) => `/assets/${name}`)
  const entry = /src="(\/assets\/[^"]+\.js)"/.exec(html)[1]
  return { version: createHash('sha256').update(html + files.join()).digest('hex').slice(0, 16), entry, files }
}

const SAID = {
  ru: { name: 'Беседка', description: 'Чат с клиентами: ответы операторов', new: 'Новые', mine: 'Мои', unanswered: 'Ждут ответа' },
  en: { name: 'Besedka', description: 'Chat with clients: the operators’ app', new: 'New', mine: 'Mine', unanswered: 'Unanswered' },
}

function manifest(lang) {
  const said = SAID[lang]
  const shortcut = (list) => ({ name: said[list], url: `/operator/${list}`, icons: [{ src: '/operator/icons/192.png', sizes: '192x192', type: 'image/png' }] })
  return {
    id: '/operator/', start_url: '/operator/', scope: '/operator/', lang, dir: 'ltr', name: said.name, short_name: said.name, description: said.description,
    display: 'standalone', background_color: '#f5f4f0', theme_color: '#f5f4f0', categories: ['business', 'communication'], launch_handler: { client_mode: 'navigate-existing' },
    icons: [
      { src: '/operator/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/operator/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/operator/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/operator/icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: ['unanswered', 'mine', 'new'].map(shortcut),
  }
}
