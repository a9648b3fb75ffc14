/** The widget: two classic scripts, each whole in itself: the loader under its fixed name, the panel under a hashed one. */
import { resolve } from 'node:path'

const RENDER = resolve(import.meta.dirname, 'widget/render.ts')
const NAMES = { loader: 'loader.js', panel: 'assets/panel-[hash].js' }

/** The panel draws itself: its JSX calls our own renderer, not Preact (docs/decisions.md, "The panel draws itself"). */
const ownRenderer = {
  name: 'besedka-renderer',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.tsx') ? `import { h, Fragment } from '${RENDER}';${code}` : null),
}

/** The tokens are for all our surfaces; the panel carries only those that it uses. */
const usedTokens = {
  name: 'besedka-used-tokens',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) while (chunk.code !== (chunk.code = withoutIdle(chunk.code)));
  },
}

function withoutIdle(code) {
  return code
    .replace(/(?<=[{;])(--[\w-]+):[^;{}`]*(;|(?=}))/g, (all, name) => (code.includes(`var(${name})`) || code.includes(`var(${name},`) ? all : ''))
    .replace(/@media[^{}]*\{[^{}]*\{\}\}/g, '')
}

/** @param {'loader' | 'panel'} entry */
export function widgetConfig(entry) {
  return {
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: [{ find: /^preact$/, replacement: RENDER }] },
    oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
    plugins: [ownRenderer, usedTokens],
    build: {
      outDir: resolve(import.meta.dirname, '../besedka/web_dist'),
      emptyOutDir: false,
      target: ['chrome111', 'firefox113', 'safari16.4'],
      modulePreload: false,
      rollupOptions: {
        input: { [entry]: resolve(import.meta.dirname, 'widget', entry, 'index.ts') },
        output: { format: 'iife', entryFileNames: NAMES[entry] },
      },
    },
  }
}
