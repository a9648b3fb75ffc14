/** The apps (operators' app and cabinet): two pages, one build. The widget has its own, `vite.widget.ts`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const SERVER = process.env['BESEDKA_DEV_SERVER'] ?? 'http://127.0.0.1:8000'
const pages = ['operator', 'cabinet', 'cabinet/preview', 'continue'].map((app) => resolve(import.meta.dirname, app, 'index.html')).filter(existsSync)

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, '../besedka/web_dist'),
    emptyOutDir: false,
    assetsInlineLimit: 0, // the apps' policy allows no data: addresses
    modulePreload: { polyfill: false }, // and no inline script
    target: ['chrome111', 'firefox113', 'safari16.4'],
    rollupOptions: { input: pages },
  },
  server: { proxy: { '/api': SERVER, '/ws': { target: SERVER.replace(/^http/, 'ws'), ws: true } } },
})
