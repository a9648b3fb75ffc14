/**
 * The widget: classic scripts, each whole in itself: the loader under its fixed name, the panel and its parts under hashed ones.
 * A part brings its own copy of the little that it uses, such as `h`: what it draws is a tree, and the panel puts it on the page.
 */
import { readdirSync, readFileSync } from 'node:fs'
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
  renderChunk(code) { // before the file's name is made of what it says
    let before = ''
    for (code = withShortNames(code); before !== code; ) [before, code] = [code, withoutIdle(code, parts)]
    return { code, map: null }
  },
})

/** In the window's shadow tree nobody else reads the tokens' names; `--hue` is set by the script. The same in every script. */
const SHORT = [...new Set(readFileSync(resolve(import.meta.dirname, 'shared/tokens.css'), 'utf8').match(/--[a-z][\w-]*(?=:)/g))]
  .filter((name) => name !== '--hue')
  .concat('--lightningcss-light', '--lightningcss-dark')

function withShortNames(code) {
  return code.replace(/--[a-z][\w-]+/g, (name) => (SHORT.includes(name) ? `--${SHORT.indexOf(name).toString(36)}_` : name))
}

function withoutIdle(code, parts) {
  const used = code + parts
  return code
    .replace(/(?<=[{;])(--[\w-]+):[^;{}`]*(;|(?=}))/g, (all, name) => (used.includes(`var(${name})`) || used.includes(`var(${name},`) ? all : ''))
    .replace(/@media[^{}]*\{[^{}]*\{\}\}/g, '')
}

/** Every function of the loader runs on every page, so it is compiled while it comes, beside the page's own work and not during it. Its style rules need no lines. */
const compiledAhead = {
  name: 'besedka-compiled-ahead',
  generateBundle(_, bundle) { // last: what makes the code small takes comments away
    for (const chunk of Object.values(bundle)) chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code.replace(/\}\n(?=\$\{|@)/g, '}')}`
  },
}

/** The loader's script. */
export const loaderConfig = () => script('loader', 'loader.js', { plugins: [compiledAhead] })

/** The loader as sites fetch it that carry the original's snippet: it finds its place in their way, and answers to their names. */
export const compatConfig = () =>
  script('compat', 'compat.js', { plugins: [compiledAhead], alias: [{ find: /^\.\/place$/, replacement: resolve(WIDGET, 'compat/place.ts') }] })

/** The script of the part `name`. */
export const partConfig = (name) => script(`parts/${name}`, `assets/part-${name}-[hash].js`)

/** The panel knows the rest of an address by the part's name; the list of ways and the invitation are the button's. */
const hashes = ({ ways: _, invite: __, ...parts }) => Object.fromEntries(Object.entries(parts).map(([name, path]) => [name, path.slice(`assets/part-${name}-`.length, -'.js'.length)]))

/** The panel's script without its words; `parts` holds the address of every part by its name, `code` is what they say. */
export const panelConfig = (parts, code) =>
  script('panel', 'panel.js', {
    define: { PARTS: JSON.stringify(hashes(parts)) },
    alias: [{ find: /^\.\.\/words\/own$/, replacement: resolve(WIDGET, 'words/place.ts') }],
    code,
  })

/** The script that says all that is said in one language, without its words. */
export const speechConfig = () => script('speech', 'words.js')

/** The texts of the widget in every language, as a module of their own. */
export const textsConfig = () => ({
  configFile: false,
  root: import.meta.dirname,
  publicDir: false,
  logLevel: 'warn',
  build: { write: false, ssr: resolve(WIDGET, 'words/all.ts') },
})

function script(folder, entryFileNames, { define = {}, alias = [], code = '', plugins = [] } = {}) {
  return {
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: 'warn',
    define,
    resolve: { alias: [{ find: /^preact$/, replacement: RENDER }, ...alias] },
    oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
    plugins: [ownRenderer, usedTokens(code), ...plugins],
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
