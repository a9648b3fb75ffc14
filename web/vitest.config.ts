/** Unit tests stand beside their subjects as `*.test.ts(x)`; a DOM is asked for per file. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,widget,operator,cabinet}/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
    isolate: false, // the files of one thread share their modules: half of the work is reading these again
    pool: 'threads', // a thread starts in a fraction of a process's time
  },
})
