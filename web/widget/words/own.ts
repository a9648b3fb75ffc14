/** The words that the panel carries. There is a panel for each language: the build puts that language's file in this one's place. */
export { language, words } from './ru'
