/** What a project does with leads, taken apart; and additional fields: added, ordered, told from what a refusal is about. */
import type { OwnerCrm, OwnerCrmExtra, OwnerCrmField, OwnerCrmRules, OwnerCrmShownField } from '../../shared/wire.gen'
import { type Kind, plain } from '../drafts/draft'

export type Wanted = OwnerCrmRules & { readonly extra: readonly OwnerCrmExtra[] }
export type Name = keyof Wanted

/** They are sent whole: the server names the version that they were made from. */
export const RULES: Kind<OwnerCrm, Wanted, Name> = {
  ...plain(({ rules, extra }: OwnerCrm): Wanted => ({ ...rules, extra })),
  changesOf: (_, { extra, ...rules }) => ({ rules, extra }),
}

/** The fields of the CRM that nothing fills yet. */
export const unused = (fields: readonly OwnerCrmField[], extra: readonly OwnerCrmExtra[]): readonly OwnerCrmField[] =>
  fields.filter(({ id }) => !extra.some((one) => one.id === id))

export function moved(extra: readonly OwnerCrmExtra[], from: number, to: number): readonly OwnerCrmExtra[] {
  const [one, rest] = [extra[from], extra.filter((_, place) => place !== from)]
  return one && to >= 0 && to < extra.length ? rest.toSpliced(to, 0, one) : extra
}

export const written = (extra: readonly OwnerCrmExtra[], id: string, value: string): readonly OwnerCrmExtra[] => extra.map((one) => (one.id === id ? { id, value } : one))

/** A value with a variable put where the cursor stood, and where it stands then. */
export function withVariable(value: string, start: number, end: number, name: string): readonly [value: string, cursor: number] {
  const hole = `{${name}}`
  return [value.slice(0, start) + hole + value.slice(end), start + hole.length]
}

/** Which of the fields a refusal is about (`fields.2.value`); null: none of them. */
export function blamed(extra: readonly OwnerCrmExtra[], field: string): string | null {
  const place = /^fields\.(\d+)\./.exec(field)?.[1]
  return place === undefined ? null : extra[Number(place)]?.id ?? null
}

/** A value as a person reads it: of a list, its options' words. */
export function readable(field: OwnerCrmField | undefined, { value }: OwnerCrmShownField): string {
  return field?.options.length ? value.split('\n').map((id) => field.options.find((one) => one.id === id)?.title ?? id).join(', ') : value
}
