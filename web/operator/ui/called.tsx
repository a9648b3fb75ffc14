/** Who was called while a client waits: the line between messages, and the mark in the list. */
import { clock } from '../../shared/time'
import type { Say } from '../state/waiting'
import type { Activity, Conversation } from '../wire'
import type { Key } from '../words/ru'
import { useLanguage, useSay } from './room'

const NAMED = 3

type Name = (id: string) => string

/** The steps that called whoever is responsible, each with its time. */
export function OwnSteps({ steps, name }: { steps: readonly Activity[]; name: Name }) {
  const say = useSay()
  const language = useLanguage()
  return (
    <span>
      {say('deed_called', { names: namesOf(steps[0]?.people ?? [], name, say) })}
      {steps.map((one) => (
        <span key={one.position}>{' '}<span class="step">· {say(`step_${inTelegram(one) ? 'telegram' : one.step ?? 'popup'}` as Key)} <time dateTime={new Date(one.at).toISOString()}>{clock(one.at, language)}</time></span>{trouble(one, say)}</span>
      ))}
    </span>
  )
}

/** Whom a step called beyond whoever is responsible, and whom it reached outside of the app. */
export function calledWords({ step, people = [], deliveries = [] }: Activity, name: Name, say: Say): string {
  const sent = deliveries.filter((one) => one.state === 'sent')
  const pushed = sent.filter((one) => one.carrier === 'push').length
  return [
    say(step === 'admins' ? 'deed_called_admins' : 'deed_called_others', { names: namesOf(people, name, say) }),
    ...(pushed > 0 ? [say('reach_push', { n: pushed })] : []),
    ...(sent.length > pushed ? [say('reach_letter', { n: sent.length - pushed })] : []),
    ...left(deliveries, say),
  ].join(' · ')
}

type Deliveries = NonNullable<Activity['deliveries']>

function namesOf(people: readonly string[], name: Name, say: Say): string {
  const first = people.slice(0, NAMED).map(name).join(', ')
  return people.length > NAMED ? say('called_more', { names: first, n: people.length - NAMED }) : first
}

function inTelegram({ step, deliveries = [] }: Activity): boolean {
  return step === 'letter' && deliveries.length > 0 && deliveries.every((one) => one.carrier === 'telegram')
}

/** What kept a step from reaching whom it called; what arrived needs no word. */
function trouble({ step, deliveries }: Activity, say: Say): string {
  if (!deliveries) return ''
  const found = step === 'push' && deliveries.length === 0 ? [say('reach_push_none')] : left(deliveries, say)
  return found.length > 0 ? ` (${found.join(', ')})` : ''
}

function left(deliveries: Deliveries, say: Say): string[] {
  return (['waiting', 'failed', 'dropped'] as const).flatMap((state) => {
    const n = deliveries.filter((one) => one.state === state).length
    return n > 0 ? [say(`reach_${state}`, { n })] : []
  })
}

/** What has been done already for a client who waits: from the letter on. */
export function CalledMark({ it }: { it: Conversation }) {
  const say = useSay()
  if (it.waiting_since === null || (it.called !== 'letter' && it.called !== 'others' && it.called !== 'admins')) return null
  return <span class="via called">{say(`mark_${it.called}`)}</span>
}
