/** A part of the app that is fetched when somebody first needs it. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export function later<P extends object>(fetch: () => Promise<ComponentType<P>>): ComponentType<P> {
  let ready: ComponentType<P> | null = null
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => ready)
    useEffect(() => {
      if (!Part) void fetch().then((part) => setPart(() => (ready = part)), () => {}) // offline: the next opening tries again
    }, [Part])
    return Part ? <Part {...props} /> : null
  }
}
