import { expect, it } from 'vitest'
import { proof, sorted } from './systems'

it('the system that one sits at stands first', () => {
  expect(sorted(null)).toEqual(['windows', 'macos', 'linux'])
  expect(sorted('linux')).toEqual(['linux', 'windows', 'macos'])
})

it.each([['windows', 'certutil -hashfile a.exe SHA256'], ['macos', 'shasum -a 256 a.exe'], ['linux', 'sha256sum a.exe']] as const)('%s computes a checksum by its own command', (system, line) => {
  expect(proof({ system, name: 'a.exe' })).toBe(line)
})
