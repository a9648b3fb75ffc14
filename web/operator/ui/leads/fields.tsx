/** By what leads are narrowed: who is responsible, the stage (in the list), from which day and till which. */
import { plainName } from '../../../shared/linkify'
import type { Narrowed } from '../../net/deals'
import { useStore } from '../../state/store'
import type { Pipeline } from '../../wire'
import { after, Choice, Day, dayOf, midnight } from '../filters'
import { useDesk, useSay } from '../room'

export function Fields({ by, set, pipeline }: { by: Narrowed; set: (by: Narrowed) => void; pipeline: Pipeline | null }) {
  const say = useSay()
  const operators = useStore(useDesk().state, (state) => state.operators)
  const people = Object.values(operators).sort((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      <Choice
        name={say('lead_responsible')} value={by.responsible || null} all={[['nobody', say('lead_nobody')], ...people.map((one): [string, string] => [one.id, plainName(one.name)])]}
        pick={(it) => set({ ...by, responsible: it ?? '' })}
      />
      {pipeline && <Choice name={say('lead_stage')} value={by.stage || null} all={pipeline.stages.map((one) => [one.id, one.title])} pick={(it) => set({ ...by, stage: it ?? '' })} />}
      <Day name={say('leads_since')} value={dayOf(by.since)} pick={(day) => set({ ...by, since: midnight(day) })} />
      <Day name={say('leads_until')} value={dayOf(by.until === null ? null : by.until - 43_200_000)} pick={(day) => set({ ...by, until: after(day) })} />
    </>
  )
}
