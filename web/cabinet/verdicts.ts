/** What a look at a page means: each thing, whether it is well, and the cure. */
import type { Language } from '../shared/i18n'
import type { OwnerSiteAnswer } from '../shared/wire.gen'
import { wallTold } from './showing/time'
import type { Key } from './words'

export interface Verdict {
  readonly state: 'ok' | 'bad' | 'warn'
  readonly words: Key
  readonly cure?: Key
  readonly params: Readonly<Record<string, string | number>>
}

export function verdicts(seen: OwnerSiteAnswer, language: Language): readonly Verdict[] {
  const { page, online, until, clock } = seen.showing
  const params = {
    url: seen.url, status: seen.status, took: seen.took, line: seen.line ?? 0, site: siteOf(seen.url), n: online, row: page.line ?? 0, entry: page.entry ?? '',
    until: until ? wallTold(until, language, clock) : '',
  }
  const one = (state: Verdict['state'], words: Key, cure?: Key): Verdict => ({ state, words, params, ...(cure ? { cure } : {}) })
  const opened = seen.status < 400 ? one('ok', 'page_opened', 'page_opened_then') : one('bad', 'page_refused', 'page_refused_then')
  const listed = seen.allowed ? one('ok', 'site_listed') : one('bad', 'site_unlisted', 'site_unlisted_then')
  return [opened, found(seen, one), listed, ...shown(seen, one), ...policy(seen, one)]
}

type Make = (state: Verdict['state'], words: Key, cure?: Key) => Verdict

function found(seen: OwnerSiteAnswer, one: Make): Verdict {
  switch (seen.found) {
    case 'ours':
      return seen.in_head ? one('ok', 'code_found', 'code_line') : one('warn', 'code_found', 'code_in_body')
    case 'roistat':
      return one('ok', 'code_found_roistat', 'code_line')
    case 'other_key':
      return one('bad', 'code_other_key', 'code_other_then')
    case 'other_host':
      return one('bad', 'code_other_host', 'code_other_then')
    default:
      return one('bad', 'code_missing', 'code_missing_then')
  }
}

function policy(seen: OwnerSiteAnswer, one: Make): readonly Verdict[] {
  if (seen.policies === 0) return [one('ok', 'policy_none')]
  const inline = seen.inline ? [] : [one('bad', 'policy_inline', 'policy_inline_then')]
  return [...inline, seen.add.length > 0 ? one('bad', 'policy_blocks', 'policy_blocks_then') : one('ok', 'policy_well')]
}

/** What keeps the chat off the page although all is well with its code: the filter, the hours, nobody there, the chat switched off. */
function shown({ showing }: OwnerSiteAnswer, one: Make): readonly Verdict[] {
  const { chat, page, time_shown, until } = showing
  const off = chat ? [] : [one('bad', 'chat_is_off', 'chat_is_off_then')]
  const filtered = page.shown ? one('ok', 'filter_lets') : one('bad', 'filter_hides', page.line === null ? 'filter_hides_rest' : 'filter_hides_line')
  const hours = time_shown ? one('ok', 'hours_on', until ? 'hours_on_until' : undefined) : one('bad', 'hours_off', until ? 'hours_off_until' : 'hours_off_then')
  return [...off, filtered, hours, there(showing, one)]
}

function there({ online, away }: OwnerSiteAnswer['showing'], one: Make): Verdict {
  return online ? one('ok', 'somebody_there') : one(away === 'hide' ? 'bad' : 'warn', 'nobody_there', `nobody_there_${away}`)
}

function siteOf(url: string): string {
  try {
    return new URL(url).origin
  } catch {
    return url
  }
}
