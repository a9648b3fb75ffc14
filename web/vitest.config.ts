/** Unit tests stand beside their subjects as `*.test.ts(x)`; a DOM is asked for per file, by its first line. */
import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const files = ['shared', 'widget', 'operator', 'cabinet'].flatMap((floor) =>
  readdirSync(floor, { recursive: true, encoding: 'utf8' }).filter((name) => /\.test\.tsx?$/.test(name)).map((name) => `${floor}/${name}`))
const drawn = files.filter((file) => readFileSync(file, 'utf8').startsWith('// @vitest-environment'))

/** A thread starts in a fraction of a process's time. By itself vitest leaves one core to whoever watches: half of two. */
const shared = { environment: 'node', restoreMocks: true, pool: 'threads', maxWorkers: '100%' } as const

export default defineConfig({
  test: {
    projects: [
      // Files of one thread share their modules: half of the work is reading these again.
      { test: { ...shared, name: 'rules', include: files.filter((file) => !drawn.includes(file)), isolate: false } },
      // Who has a page has it alone: what another left listening on it, or connecting, must not be met. The library that makes
      // the pages is read once a thread; a thread for each file read it anew, which was two thirds of the work.
      { test: { ...shared, name: 'pages', include: drawn, pool: 'vmThreads' } },
    ],
  },
})
