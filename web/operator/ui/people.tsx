/** Names and faces: of operators, and of clients with the ring of waiting round them. */
import { hueOf, initials } from '../../shared/face'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { person } from '../../shared/ui/icons'
import type { Availability } from '../state/state'
import { useStore } from '../state/store'
import type { Say } from '../state/waiting'
import { waiting } from '../state/waiting'
import type { Conversation, Operator } from '../wire'
import { useClock, useDesk } from './room'

export function clientName(it: Conversation, say: Say): string {
  const name = it.visitor_name === null ? '' : plainName(it.visitor_name)
  return name || say('guest', { number: it.ordinal })
}

/** How one calls the client to write to them: by the given name; a guest by the number. */
export function calledBy(it: Conversation, say: Say): string {
  const name = clientName(it, say)
  return it.visitor_name !== null && plainName(it.visitor_name) ? given(name) : name
}

export function operatorName(operators: Readonly<Record<string, Operator>>, id: string | null, say: Say): string {
  const operator = id === null ? undefined : operators[id]
  return (operator && plainName(operator.name)) || say('unknown')
}

/** The first word of a name, for tight places. */
export function given(name: string): string {
  return name.split(/\s+/)[0] ?? name
}

export interface OperatorFaceOptions {
  readonly operator: Operator
  readonly size: 'd20' | 'd24' | 'd32' | 'd64'
  readonly there?: Availability
}

export function OperatorFace({ operator, size, there }: OperatorFaceOptions) {
  return (
    <span class={`face ${size}`} style={{ '--h': hueOf(operator.id) }} aria-hidden="true">
      {operator.avatar ? <img src={operator.avatar} alt="" /> : initials(operator.name)}
      {there && <i class={`presence ${there}`} />}
    </span>
  )
}

/** The client's face; while they wait, a ring shows the share of the promised time that is gone. */
export function ClientFace({ it, size = '', ring = true }: { it: Conversation; size?: string; ring?: boolean }) {
  const since = ring ? it.waiting_since : null
  const promise = useStore(useDesk().state, (state) => state.project.settings.answer_within * 1000)
  const key = useClock((now) => {
    if (since === null) return ''
    const { mood, share } = waiting(since, now, promise)
    return `${mood} ${share}`
  })
  const [mood, share] = key.split(' ')
  const ringed = mood ? { 'data-wait': mood } : {}
  const style = { '--h': hueOf(it.id), ...(share ? { '--p': share } : {}) }
  const named = it.visitor_name !== null && plainName(it.visitor_name) !== ''
  return (
    <span class={`face ${size}`} style={style} aria-hidden="true" {...ringed}>
      {named ? initials(it.visitor_name ?? '') : <Icon path={person} size="m" />}
    </span>
  )
}
