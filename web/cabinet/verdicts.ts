/** What a look at a page means: each thing, whether it is well, and the cure. */
import type { OwnerSiteAnswer } from '../shared/wire.gen'
import type { Key } from './words'

export interface Verdict {
  readonly state: 'ok' | 'bad' | 'warn'
  readonly words: Key
  readonly cure?: Key
  readonly params: Readonly<Record<string, string | number>>
}

export function verdicts(seen: OwnerSiteAnswer): readonly Verdict[] {
  const params = { url: seen.url, status: seen.status, took: seen.took, line: seen.line ?? 0, site: siteOf(seen.url) }
  const one = (state: Verdict['state'], words: Key, cure?: Key): Verdict => ({ state, words, params, ...(cure ? { cure } : {}) })
  const opened = seen.status < 400 ? one('ok', 'page_opened', 'page_opened_then') : one('bad', 'page_refused', 'page_refused_then')
  const listed = seen.allowed ? one('ok', 'site_listed') : one('bad', 'site_unlisted', 'site_unlisted_then')
  return [opened, found(seen, one), listed, ...policy(seen, one)]
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

function siteOf(url: string): string {
  try {
    return new URL(url).origin
  } catch {
    return url
  }
}
