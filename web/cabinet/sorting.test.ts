import { expect, it } from 'vitest'
import type { OwnerOperator } from '../shared/wire.gen'
import { COLUMNS, pressed, sorted, type Column } from './sorting'

const person = (name: string, more: Partial<OwnerOperator>): OwnerOperator => ({
  id: name, name, email: '', title: null, avatar: null, role: 'operator', disabled: false, there: 'offline', open: 0, sessions: 0, locked: false, ...more,
})
const ALL = [
  person('Вера', { there: 'online', open: 2, sessions: 1 }), person('Анна', { role: 'admin', there: 'away', open: 2, sessions: 3 }),
  person('Глеб', { disabled: true, open: 9, sessions: 9, role: 'admin', there: 'online' }), person('Борис', { open: 5 }),
]
const names = (by: Column, down: boolean): string => sorted(ALL, { by, down }).map((one) => one.name[0]).join('')

it.each<[Column, string, string]>([
  ['operator', 'АБВГ', 'ВБАГ'], ['role', 'АБВГ', 'БВАГ'], ['now', 'ВАБГ', 'БАВГ'], ['sessions', 'АВБГ', 'БВАГ'], ['open_count', 'БАВГ', 'АВБГ'],
])('by %s', (by, there, back) => {
  expect([names(by, false), names(by, true)]).toEqual([there, back])
})

it('a column that is pressed twice turns round', () => {
  for (const by of COLUMNS) {
    const once = pressed({ by: by === 'role' ? 'now' : 'role', down: true }, by)
    expect([once, pressed(once, by), pressed(pressed(once, by), by)]).toEqual([{ by, down: false }, { by, down: true }, { by, down: false }])
  }
})
