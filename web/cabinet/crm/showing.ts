/** Asks the server what additional fields would be for a real conversation. */
import { useEffect, useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import type { OwnerCrmExtra, OwnerCrmShown } from '../../shared/wire.gen'
import { useAsk } from '../server'
import { blamed } from './rules'

const AFTER = 250

export interface Showing {
  readonly it: OwnerCrmShown | null
  /** What the server says against a field, by its id; of none of them under an empty one. */
  readonly wrong: Readonly<Record<string, string>>
  readonly missing: boolean
}

/** The newest answer; while the next is on its way, the last one stands. What is empty yet is not asked about. */
export function useShowing(path: string, extra: readonly OwnerCrmExtra[], ordinal: number | null): Showing {
  const ask = useAsk()
  const [found, setFound] = useState<Showing>({ it: null, wrong: {}, missing: false })
  const body = JSON.stringify({ extra: extra.filter(({ value }) => value.trim()), ordinal })
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(async () => {
      try {
        const it = await ask<OwnerCrmShown>('POST', `${path}/preview`, JSON.parse(body))
        if (wanted) setFound({ it, wrong: {}, missing: false })
      } catch (why) {
        if (!(why instanceof RequestRefused)) throw why
        const { extra: sent } = JSON.parse(body) as { extra: readonly OwnerCrmExtra[] }
        const about = blamed(sent, String(why.params['field'] ?? '')) ?? ''
        if (wanted) setFound((was) => ({ ...was, wrong: why.status === 404 ? {} : { [about]: why.message }, missing: why.status === 404 }))
      }
    }, AFTER)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [ask, path, body])
  return found
}
