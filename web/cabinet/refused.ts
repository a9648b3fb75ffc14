/** Where a refusal belongs: beside the field that it is about, or under the whole form. */
import type { RequestRefused } from '../shared/ui/http'

export type Field = 'name' | 'email' | 'password' | 'title' | 'role' | 'form'

const FIELDS: readonly (readonly [RegExp, Field])[] = [
  [/^name_/, 'name'],
  [/^(email_|member_taken)/, 'email'],
  [/^password_/, 'password'],
  [/^title_/, 'title'],
  [/^admins_by_owner$/, 'role'],
]

export function fieldOf(refused: Pick<RequestRefused, 'code' | 'params'>): Field {
  const named = String(refused.params['field'] ?? '')
  const known = FIELDS.find(([code]) => code.test(refused.code))
  return known?.[1] ?? (['name', 'email', 'password', 'title', 'role'] as const).find((field) => field === named) ?? 'form'
}
