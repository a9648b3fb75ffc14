/** A line between messages: what was done, by whom, when. */
import { plainName } from '../../shared/linkify'
import { clock } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { again, alert, bell, check, info, mail, person, star } from '../../shared/ui/icons'
import { useStore } from '../state/store'
import type { Say } from '../state/waiting'
import type { Activity, Operator } from '../wire'
import { isOwnStep } from '../state/between'
import { calledWords, OwnSteps } from './called'
import { given } from './people'
import { useDesk, useLanguage, useSay } from './room'

const ICONS: Readonly<Record<Activity['kind'], string>> = {
  conversation_taken: person, conversation_assigned: person, conversation_returned: again, conversation_confirming: info,
  conversation_unsolved: alert,
  conversation_closed: check, conversation_reopened: again, conversation_rated: star, conversation_called: bell,
  lead_asked: info, lead_sent: check, lead_failed: alert,
  link_made: info, links_revoked: info, letter_sent: mail, letter_failed: alert, letter_received: mail,
}

export function DeedLine({ deed, then }: { deed: Activity; then: readonly Activity[] }) {
  const say = useSay()
  const language = useLanguage()
  const operators = useStore(useDesk().state, (state) => state.operators)
  return (
    <p class={(deed.rating !== null && deed.rating < 4) || deed.kind === 'letter_failed' ? 'deed bad' : 'deed'}>
      <Icon path={ICONS[deed.kind]} size="s" />
      {isOwnStep(deed) ? <OwnSteps steps={[deed, ...then]} name={(id) => called(id, operators, say)} /> : (
        <>
          <span>{deedWords(deed, operators, say)}</span>
          <time dateTime={new Date(deed.at).toISOString()}>{clock(deed.at, language)}</time>
        </>
      )}
    </p>
  )
}

function called(id: string | null, operators: Readonly<Record<string, Operator>>, say: Say): string {
  const known = id === null ? undefined : operators[id]
  return known ? given(plainName(known.name)) : say('unknown')
}

function deedWords(deed: Activity, operators: Readonly<Record<string, Operator>>, say: Say): string {
  const name = called(deed.operator, operators, say)
  const target = called(deed.target, operators, say)
  switch (deed.kind) {
    case 'conversation_taken':
      return say('deed_taken', { name })
    case 'conversation_assigned':
      if (deed.operator === null) return say('deed_routed', { target })
      return deed.operator === deed.target ? say('deed_taken', { name }) : say('deed_assigned', { name, target })
    case 'conversation_returned':
      if (deed.step) return say('deed_unanswered', { target })
      return deed.operator === null ? say('deed_disabled', { target }) : say('deed_returned', { name })
    case 'conversation_confirming':
      return say('deed_confirming', { name })
    case 'conversation_closed':
      return deed.by === 'visitor' ? say('deed_solved') : say('deed_closed', { name })
    case 'conversation_unsolved':
      return say('deed_unsolved')
    case 'conversation_reopened':
      return deed.by === 'visitor' ? say('deed_came_back') : say('deed_reopened', { name })
    case 'conversation_called':
      return calledWords(deed, (id) => called(id, operators, say), say)
    case 'conversation_rated':
      return say('deed_rated', { n: deed.rating ?? 0 })
    case 'lead_asked':
      return deed.operator === null ? say('deed_lead_made') : say('deed_lead_asked', { name })
    case 'lead_sent':
      return say('deed_lead_sent')
    case 'lead_failed':
      return say('deed_lead_failed')
    case 'link_made':
      return say('deed_link_made', { name })
    case 'links_revoked':
      return say('deed_links_revoked', { name })
    case 'letter_sent':
      return deed.operator === null ? say('deed_letter_sent', { to: letterTo(deed) }) : say('deed_letter_sent_by', { name, to: letterTo(deed) })
    case 'letter_failed':
      return say(deed.letter?.code === 'mail_bounced' ? 'deed_letter_bounced' : 'deed_letter_failed', { to: letterTo(deed) })
    case 'letter_received':
      return say('deed_letter_received')
  }
}

function letterTo(deed: Activity): string {
  return plainName(deed.letter?.to ?? '')
}

/** How long an answer took, to the second where seconds matter. */
export function exactly(ms: number, say: Say): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return say('seconds', { n: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10 && seconds % 60 > 0) return say('minutes_seconds', { m: minutes, s: seconds % 60 })
  if (minutes < 60) return say('minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return say('hours_minutes', { h: hours, m: minutes % 60 })
  return say('days', { n: Math.floor(hours / 24) })
}
