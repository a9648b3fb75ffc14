/** The project's own CRM as this app holds it: its pipelines, and when what is shown of its leads is to be fetched again. */
import { useEffect, useMemo } from 'preact/hooks'
import { Deals } from '../../net/deals'
import { RequestRefused } from '../../net/api'
import { store, useStore } from '../../state/store'
import type { OwnCrm } from '../../wire'
import { refusal } from '../acts'
import { language, useDesk } from '../room'

export const deals = new Deals(language.get)

/** Null until it was fetched. */
export const own = store<OwnCrm | null>(null)

/** Changes whenever leads may be others by now: when it is told, when the outbox has sent one, and after a break. */
export function useNews(): string {
  const desk = useDesk()
  const told = useStore(desk.state, (state) => state.deals)
  const sent = useStore(desk.state, (state) => state.recent.findLast((fact) => fact.t === 'lead_sent')?.position ?? 0)
  const times = useStore(desk.connection, (it) => it.times)
  return `${told} ${sent} ${times}`
}

/** Hold the pipelines, and hold them true. */
export function useOwn(): OwnCrm | null {
  const desk = useDesk()
  const told = useStore(desk.state, (state) => state.deals)
  const times = useStore(desk.connection, (it) => it.times)
  useEffect(() => {
    let late = false // what was asked before is not what is told now
    if (times > 0) deals.own().then((it) => late || own.set(it), () => {}) // the next connection asks again
    return () => {
      late = true
    }
  }, [told, times])
  return useStore(own, (it) => it)
}

/** Say in a notice what was refused; anything else is a fault of ours. */
export function refused(trouble: unknown): void {
  if (!(trouble instanceof RequestRefused)) throw trouble
  refusal.set(trouble)
}

/** The stages of all pipelines by their ids. */
export function useStages() {
  const all = useStore(own, (it) => it?.pipelines)
  return useMemo(() => new Map((all ?? []).flatMap((one) => one.stages.map((stage) => [stage.id, { ...stage, pipeline: one }]))), [all])
}
