/** Fails when a room of web/ imports another that it must not: shared imports nobody, no app imports another. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const web = resolve(import.meta.dirname, '..')
const rooms = ['shared', 'widget', 'operator', 'cabinet']
const IMPORT = /(?:^|\s)(?:import|export)\b[^'"]*?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]/g

function sources(folder) {
  try {
    return readdirSync(folder, { recursive: true }).filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name))
  } catch {
    return []
  }
}

function roomOf(path) {
  return relative(web, path).split(/[\\/]/)[0]
}

const wrong = []
for (const room of rooms)
  for (const file of sources(join(web, room)))
    for (const found of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const target = roomOf(resolve(dirname(file), found[1] ?? found[2]))
      if (target !== room && target !== 'shared') wrong.push(`${relative(web, file)}: imports ${target}`)
    }

if (wrong.length) {
  console.error(wrong.join('\n'))
  process.exit(1)
}
console.log(`boundaries: ${rooms.join(', ')} keep to themselves`)
