/**
 * The widget: classic scripts, each whole in itself: the loader under its fixed name, the panel and its parts under hashed ones.
 * A part brings its own copy of the little that it uses, such as `h`: what it draws is a tree, and the panel puts it on the page.
 */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'

const WIDGET = resolve(import.meta.dirname, 'widget')
const RENDER = resolve(WIDGET, 'render.ts')

/** Every part of the panel: a folder of widget/parts. */
export const PARTS = readdirSync(resolve(WIDGET, 'parts'))

/** The panel draws itself: its JSX calls our own renderer, not Preact (docs/decisions.md, "The panel draws itself"). */
const ownRenderer = {
  name: 'besedka-renderer',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.tsx') ? `import { h, Fragment } from '${RENDER}';${code}` : null),
}

/** The tokens are for all our surfaces; the panel carries only those that it or one of its parts (whose code is `parts`) uses. */
const usedTokens = (parts) => ({
  name: 'besedka-used-tokens',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) while (chunk.code !== (chunk.code = withoutIdle(chunk.code, parts)));
  },
})

function withoutIdle(code, parts) {
  const used = code + parts
  return code
    .replace(/(?<=[{;])(--[\w-]+):[^;{}`]*(;|(?=}))/g, (all, name) => (used.includes(`var(${name})`) || used.includes(`var(${name},`) ? all : ''))
    .replace(/@media[^{}]*\{[^{}]*\{\}\}/g, '')
}

/** The loader's script. */
export const loaderConfig = () => script('loader', 'loader.js')

/** The script of the part `name`. */
export const partConfig = (name) => script(`parts/${name}`, `assets/part-${name}-[hash].js`)

/** The panel's script; `parts` holds the address of every part by its name, `code` is what they say. */
export const panelConfig = (parts, code) => script('panel', 'assets/panel-[hash].js', { PARTS: JSON.stringify(parts) }, code)

function script(folder, entryFileNames, define = {}, parts = '') {
  return {
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: 'warn',
    define,
    resolve: { alias: [{ find: /^preact$/, replacement: RENDER }] },
    oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
    plugins: [ownRenderer, usedTokens(parts)],
    build: {
      outDir: resolve(import.meta.dirname, '../besedka/web_dist'),
      emptyOutDir: false,
      target: ['chrome111', 'firefox113', 'safari16.4'],
      modulePreload: false,
      rollupOptions: {
        input: { entry: entryOf(folder) },
        output: { format: 'iife', entryFileNames },
      },
    },
  }
}

function entryOf(folder) {
  const name = readdirSync(resolve(WIDGET, folder)).find((name) => /^index\.tsx?$/.test(name))
  return resolve(WIDGET, folder, name)
}
