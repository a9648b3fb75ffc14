/** The words that the panel carries. There is a panel for each language: the build puts `place.ts` in this file's place. */
export { language, words } from './ru'
