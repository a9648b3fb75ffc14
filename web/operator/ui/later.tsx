/** A part of the app that is fetched when somebody first needs it, or before, while nobody needs anything. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { RequestRefused } from '../net/api'
import { refusal } from './acts'

const PARTS: (() => Promise<unknown>)[] = []

/** A window over the app; one that cannot be fetched says so, and the next opening tries again. */
export function later<P extends { readonly shut: () => void }>(fetch: () => Promise<ComponentType<P>>): ComponentType<P> {
  let ready: ComponentType<P> | null = null
  PARTS.push(fetch)
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => ready)
    useEffect(() => {
      if (!Part) fetch().then((part) => setPart(() => (ready = part)), () => lost(props.shut))
    }, [Part])
    return Part ? <Part {...props} /> : null
  }
}

function lost(shut: () => void): void {
  shut()
  refusal.set(new RequestRefused(0, 'no_server', {}, ''))
}

/** So long the app has been begun with: whoever waits before the screen goes first. */
const WARM_AFTER = 5_000

/** Fetch every part in time, so that what has never been opened opens without a connection too. */
export function useWarmth(also: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    const timer = setTimeout(() => [...PARTS, ...also].forEach((fetch) => void fetch().catch(() => {})), WARM_AFTER)
    return () => clearTimeout(timer)
  }, [])
}
