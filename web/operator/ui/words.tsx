/** Text as people wrote it, with its links, and with the names of colleagues who are called. */
import { linkify } from '../../shared/linkify'
import { plainName } from '../../shared/linkify'
import { useStore } from '../state/store'
import { useDesk } from './room'

/** Only web, mail and phone addresses ever become a link. */
export function Words({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((part) =>
        typeof part === 'string' ? part : <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">{part.text}</a>,
      )}
    </>
  )
}

/** A note's text: `@` and a colleague's name, or the first word of it, stands out. */
export function Called({ text }: { text: string }) {
  const operators = useStore(useDesk().state, (state) => state.operators)
  const names = Object.values(operators).flatMap((one) => [plainName(one.name), plainName(one.name).split(' ')[0] ?? '']).filter(Boolean)
  return <>{parts(text, names).map((part) => (part.startsWith('@') && names.includes(part.slice(1)) ? <b class="called">{part}</b> : <Words text={part} />))}</>
}

/** The text cut before and after every `@name`; longer names first, so that a whole name is one part. */
export function parts(text: string, names: readonly string[]): string[] {
  if (names.length === 0) return [text]
  const longest = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text.split(new RegExp(`(@(?:${longest.join('|')})(?![\\p{L}\\p{N}]))`, 'u')).filter((part) => part !== '')
}
