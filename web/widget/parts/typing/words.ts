import type { Words } from '../../../shared/i18n'

export const WORDS: Words<'typing'> = { ru: { typing: 'печатает' }, en: { typing: 'is typing' } }
