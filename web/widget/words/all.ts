/** What the build needs to know of every language. */
export { FORMS } from './languages'
export { TEXTS } from './texts'
