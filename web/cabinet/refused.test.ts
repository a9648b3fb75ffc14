import { expect, it } from 'vitest'
import { fieldOf } from './refused'

it.each([
  ['name_empty', 'name'], ['name_too_long', 'name'], ['email_invalid', 'email'], ['email_taken', 'email'], ['member_taken', 'email'],
  ['password_short', 'password'], ['password_long', 'password'], ['title_too_long', 'title'], ['admins_by_owner', 'role'],
  ['only_owner', 'form'], ['no_server', 'form'], ['disk_failing', 'form'],
])('%s stands beside %s', (code, field) => expect(fieldOf({ code, params: {} })).toBe(field))

it('what has no name of its own stands by the field that the server names', () => {
  expect(fieldOf({ code: 'bad_input', params: { field: 'email' } })).toBe('email')
  expect(fieldOf({ code: 'bad_input', params: { field: 'id' } })).toBe('form')
})
