import { expect, it } from 'vitest'
import { translator } from '../../shared/i18n'
import type { OwnerAuditEntry } from '../../shared/wire.gen'
import { en, ru } from '../words'
import { aboutOf, byDay, EVERYTHING, queryOf, toldOf, whoOf } from './telling'

const say = translator({ ru, en }, 'en')
const entry: OwnerAuditEntry = {
  id: '1', at: 0, kind: 'settings_changed', side: 'cabinet', person: '2', name: 'Marina', address: '10.0.0.1', about: 'forms', about_id: null, changes: [],
}

it('fields and values have words where the cabinet has words for them', () => {
  expect(toldOf(say, { field: 'edit_limit', old: '900', new: '60' })).toEqual({ field: 'Changing one’s own messages', old: '900', now: '60' })
  expect(toldOf(say, { field: 'role', old: 'operator', new: 'admin' })).toEqual({ field: 'Role', old: 'operator', now: 'administrator' })
  expect(toldOf(say, { field: 'fields.phone', old: 'off', new: '' })).toEqual({ field: 'Telephone', old: 'off', now: 'nothing' })
  expect(toldOf(say, { field: 'look.strange', old: '', new: '7' })).toEqual({ field: 'look.strange', old: '', now: '7' })
})

it('a password is told to be new, and fields that were too many are counted', () => {
  expect(toldOf(say, { field: 'password', old: '', new: '' })).toEqual({ field: 'Password', old: '', now: 'a new one' })
  expect(toldOf(say, { field: '', old: '', new: '12' }).now).toBe('and more fields: 12')
})

it('a section of the settings bears its name, and who is not named is said', () => {
  expect(aboutOf(say, entry)).toBe('Offline form')
  expect(aboutOf(say, { ...entry, kind: 'tag_added', about: 'forms' })).toBe('forms')
  expect(whoOf(say, entry)).toBe('Marina')
  expect(whoOf(say, { ...entry, side: 'house', name: '' })).toBe('The server’s administrator')
  expect(whoOf(say, { ...entry, side: 'nobody', name: '' })).toBe('Not signed in')
})

it('a filter asks for whole days, the last one too', () => {
  expect(queryOf(EVERYTHING)).toBe('')
  const asked = new URLSearchParams(queryOf({ person: 'ab', kind: 'signed_in', since: '2026-11-27', until: '2026-11-27' }))
  expect(Number(asked.get('since'))).toBe(new Date(2026, 10, 27).getTime())
  expect(Number(asked.get('until'))).toBe(new Date(2026, 10, 28).getTime())
  expect([asked.get('person'), asked.get('kind')]).toEqual(['ab', 'signed_in'])
})

it('lines of one day stand together, in their order', () => {
  const at = (hour: number, day: number): OwnerAuditEntry => ({ ...entry, id: `${day}-${hour}`, at: new Date(2026, 10, day, hour).getTime() })
  expect(byDay([at(23, 27), at(0, 27), at(23, 26)], 'en').map(([, of]) => of.map(({ id }) => id))).toEqual([['27-23', '27-0'], ['26-23']])
})
