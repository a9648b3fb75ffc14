/** The rules of showing as a draft. */
import type { OwnerProject, Targeting, TargetingRules } from '../../shared/wire.gen'
import { type Drafted, type Drafting, useDraft } from '../drafts/drafting'
import { useSpeech } from '../room'
import type { Key } from '../words'
import { RULES } from './rules'

export type Rules = Drafted<Targeting, TargetingRules, Key> & { readonly project: OwnerProject }

/** The rules; null while they are not known, with what to say about it. */
export function useRules(project: OwnerProject): { rules: Rules | null } & Pick<Drafting<Targeting, TargetingRules, Key>, 'trouble' | 'again'> {
  const { say } = useSpeech()
  const { drafted, trouble, again } = useDraft({ path: `/projects/${project.number}/settings/targeting`, kind: RULES, saved: say('saved_rules') })
  return { rules: drafted && { ...drafted, project }, trouble, again }
}
