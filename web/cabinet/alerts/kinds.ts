/** What may be told, and how: the rows and the columns of the page. */
import { plainName } from '../../shared/linkify'
import { bell, mail, plane, tags } from '../../shared/ui/icons'
import type { OwnerAlertCarrier, OwnerAlertDelivery, OwnerAlertKind, OwnerAlertWay } from '../../shared/wire.gen'

export const KINDS = ['rated_low', 'nobody_online', 'waits_long', 'lead_failed', 'channel_failed', 'disk_full'] as const satisfies readonly OwnerAlertKind[]
/** What a new way is told, unless somebody wishes otherwise. */
export const USUAL: readonly OwnerAlertKind[] = KINDS

export const CARRIERS = ['email', 'telegram', 'webhook', 'push'] as const satisfies readonly OwnerAlertCarrier[]
export const ICONS: Readonly<Record<OwnerAlertCarrier, string>> = { email: mail, telegram: plane, webhook: tags, push: bell }

export function named(way: OwnerAlertWay): string {
  return plainName(way.name)
}

export function turned(events: readonly OwnerAlertKind[], kind: OwnerAlertKind, on: boolean): OwnerAlertKind[] {
  const others = events.filter((one) => one !== kind)
  return on ? [...others, kind] : others
}

/** What a delivery has come to, in one word of the page. */
export function stateOf(one: OwnerAlertDelivery): 'sent' | 'sent_tries' | 'waiting' | 'waiting_next' | 'quiet' | 'failed' | 'dropped' {
  if (one.state === 'sent') return one.tries > 0 ? 'sent_tries' : 'sent'
  if (one.state !== 'waiting') return one.state
  if (one.why) return 'waiting_next'
  return one.due_at > one.created_at ? 'quiet' : 'waiting'
}

export function isBad(one: OwnerAlertDelivery): boolean {
  return one.state === 'failed' || (one.state === 'waiting' && one.why !== '')
}

const DAY = 1440

/** Minutes of the day as a field of time shows them. */
export function clockOf(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
}

export function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(text) ?? []
  const all = Number(hours) * 60 + Number(minutes)
  return Number.isInteger(all) && all < DAY ? all : null
}
