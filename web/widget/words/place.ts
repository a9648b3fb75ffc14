/** Where the build, or the server for a project with texts of its own, writes what a script says: a language, and its words. */
import type { SpokenLanguage } from '../../shared/wire.gen'
import type { Word } from './ru'

declare const __LANGUAGE__: SpokenLanguage
declare const __WORDS__: Readonly<Record<Word, string>>

export const language = __LANGUAGE__
export const words = __WORDS__
