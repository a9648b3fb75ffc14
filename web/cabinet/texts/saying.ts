/** What the widget says as a draft, and the names of languages. */
import type { OwnerProject, Speech, SpeechRules, SpokenLanguage, StandardTexts } from '../../shared/wire.gen'
import { type Drafted, type Drafting, useDraft } from '../drafts/drafting'
import { useSpeech } from '../room'
import { useFetched } from '../server'
import { type Name, SPEECH } from './rules'

/** What is shipped. */
export const SHIPPED: readonly SpokenLanguage[] = ['ru', 'en', 'de', 'fr', 'es', 'it', 'pt', 'tr', 'pl', 'uk', 'kk', 'ar']
const NEVER = 86_400_000

export type Saying = Drafted<Speech, SpeechRules, Name>

export const pathOf = (project: OwnerProject): string => `/projects/${project.number}/settings/texts`

export function useSaying(project: OwnerProject): Drafting<Speech, SpeechRules, Name> {
  const { say } = useSpeech()
  return useDraft({ path: pathOf(project), kind: SPEECH, saved: say('saved_texts') })
}

/** The standard texts; they change only with the version of the server. */
export function useStandard(project: OwnerProject, language: string): StandardTexts | null {
  return useFetched<StandardTexts>(`${pathOf(project)}/standard?language=${language}`, NEVER).it
}

/** A language in the reader's words. */
export function languageName(language: string, reader: string): string {
  const name = new Intl.DisplayNames([reader], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1)
}
