/** Asks the server what a page would be told of the settings as they stand in the form. */
import { useEffect, useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import type { OwnerMultiwidgetPreview } from '../../shared/wire.gen'
import { useAsk } from '../server'

export interface Previewed<Told = OwnerMultiwidgetPreview> {
  readonly it: Told | null
  /** The server did not answer. */
  readonly trouble: string | null
}

const AFTER = 250

/** The newest answer; while the next is on its way, the last one stands. */
export function usePreview<Told = OwnerMultiwidgetPreview>(path: string, changes: unknown): Previewed<Told> {
  const ask = useAsk()
  const [found, setFound] = useState<Previewed<Told>>({ it: null, trouble: null })
  const body = JSON.stringify({ changes })
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(async () => {
      try {
        const it = await ask<Told>('POST', `${path}/preview`, JSON.parse(body))
        if (wanted) setFound({ it, trouble: null })
      } catch (why) {
        if (!(why instanceof RequestRefused)) throw why
        if (wanted) setFound((was) => ({ ...was, trouble: why.message }))
      }
    }, AFTER)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [ask, path, body])
  return found
}
