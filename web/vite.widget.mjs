/** The widget: two classic scripts, each whole in itself: the loader under its fixed name, the panel under a hashed one. */
import { resolve } from 'node:path'

const NAMES = { loader: 'loader.js', panel: 'assets/panel-[hash].js' }

/** @param {'loader' | 'panel'} entry */
export function widgetConfig(entry) {
  return {
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: 'warn',
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
