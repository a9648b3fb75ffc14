/** Asks the server what the rules, as they stand in the form, make of a page. */
import { useEffect, useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import type { Device, ShowingAnswer } from '../../shared/wire.gen'
import { useAsk } from '../server'
import { changesOf } from './rules'
import type { Rules } from './saving'

export interface Question {
  readonly address: string
  readonly device: Device | null
  readonly user_agent?: string
  readonly at: string | null
}

export interface Answered {
  readonly it: ShowingAnswer | null
  readonly trouble: string | null
}

const AFTER = 250

/** The newest answer; while the next is on its way, the last one stands, but no refusal of what is typed no more. Null for no question. */
export function useAnswer(rules: Rules, question: Question | null): Answered {
  const ask = useAsk()
  const [answered, setAnswered] = useState<Answered>({ it: null, trouble: null })
  const body = question && JSON.stringify({ ...question, changes: changesOf(rules.seen.rules, rules.now) })
  useEffect(() => {
    if (!body) return setAnswered({ it: null, trouble: null })
    let wanted = true
    setAnswered((was) => (was.trouble === null ? was : { it: null, trouble: null }))
    const timer = setTimeout(async () => {
      try {
        const it = await ask<ShowingAnswer>('POST', `${rules.path}/why`, JSON.parse(body))
        if (wanted) setAnswered({ it, trouble: null })
      } catch (why) {
        if (!(why instanceof RequestRefused)) throw why
        if (wanted) setAnswered({ it: null, trouble: why.message })
      }
    }, AFTER)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [ask, rules.path, rules.seen.version, body])
  return answered
}
