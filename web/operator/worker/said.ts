/** What a push says, as far as it is what we send; and the few words that the worker has of its own. */

export interface Said {
  readonly kind: string
  readonly at: number
  readonly language: 'ru' | 'en'
  readonly title: string
  readonly text: string
  /** 32 hex digits; empty: it is about none. */
  readonly conversation: string
  readonly tag: string
  readonly badge?: number
  /** Whose it is; empty: somebody's of the cabinet. */
  readonly operator: string
}

const WORDS = {
  ru: { app: 'Беседка', news: 'Есть новости', open: 'Открыть', reply: 'Ответить', placeholder: 'Ваш ответ', unsent: 'Ответ не ушёл', later: 'Ответ уйдёт, когда появится связь' },
  en: { app: 'Besedka', news: 'There is news', open: 'Open', reply: 'Reply', placeholder: 'Your answer', unsent: 'The answer was not sent', later: 'The answer goes out when the network is back' },
} as const

export function words(language: string): (typeof WORDS)['ru' | 'en'] {
  return language === 'ru' ? WORDS.ru : WORDS.en
}

/** What tells of one conversation stands in one place. */
export const tagOf = (conversation: string): string => `besedka.${conversation}`

/** Whatever came, as something that can be shown. */
export function shown(from: unknown): Said {
  const it = (typeof from === 'object' && from !== null ? from : {}) as Readonly<Record<string, unknown>>
  const text = (name: string): string => (typeof it[name] === 'string' ? it[name] : '')
  const language = text('language') === 'en' ? 'en' : 'ru'
  const id = (name: string): string => (/^[0-9a-f]{32}$/.test(text(name)) ? text(name) : '')
  const conversation = id('conversation')
  const badge = it['badge']
  return {
    kind: text('kind'), at: typeof it['at'] === 'number' ? it['at'] : Date.now(), language,
    title: text('title') || words(language).app, text: text('title') ? text('text') : words(language).news,
    operator: id('operator'), conversation, tag: tagOf(conversation || text('tag') || text('kind')), ...(typeof badge === 'number' ? { badge } : {}),
  }
}
