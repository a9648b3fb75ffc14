/**
 * Fails when a room of web/ imports another that it must not: shared imports nobody, no app imports another. And when the panel
 * and its parts share more than types: what a part imports from the panel would be there twice, and not be the same thing.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const web = resolve(import.meta.dirname, '..')
const rooms = ['shared', 'widget', 'operator', 'cabinet', 'continue']
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
      if (target !== room && target !== 'shared' && !(target === '..' && /\.test\.tsx?$/.test(file))) wrong.push(`${relative(web, file)}: imports ${target}`)
    }

const parts = join(web, 'widget/parts')
for (const file of [...sources(parts), ...sources(join(web, 'widget/panel'))])
  for (const [, target] of readFileSync(file, 'utf8').matchAll(/^import (?!type).*from '(.+)'/gm))
    if (target.startsWith('.') && file.startsWith(parts) !== resolve(dirname(file), target).startsWith(parts) && /widget.(panel|parts)/.test(resolve(dirname(file), target)))
      wrong.push(`${relative(web, file)}: imports more than types from ${relative(web, resolve(dirname(file), target))}`)

if (wrong.length) {
  console.error(wrong.join('\n'))
  process.exit(1)
}
console.log(`boundaries: ${rooms.join(', ')} keep to themselves`)
