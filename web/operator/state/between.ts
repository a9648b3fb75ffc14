/** What stands between the messages: what was done with the conversation; and how long answers took. */
import { sameDay } from '../../shared/time'
import type { Activity, Message } from '../wire'
import type { Line, Mark } from './lines'

/** What was done with the conversation. */
export interface Done extends Mark<'deed'> {
  readonly deed: Activity
  /** The steps of the ladder after it that called the same people: one line tells of all. */
  readonly then: readonly Activity[]
}

/** What calls whoever is responsible; the others and the administrators have a line each. */
const OWN: ReadonlySet<Activity['step']> = new Set(['popup', 'sound', 'push', 'letter'])

export function isOwnStep(deed: Activity): boolean {
  return deed.kind === 'conversation_called' && OWN.has(deed.step)
}

function goesOn(above: Line | Done | undefined, deed: Activity): above is Done {
  return above?.kind === 'deed' && isOwnStep(above.deed) && isOwnStep(deed) && sameDay(above.at, deed.at) && String(above.deed.people) === String(deed.people)
}

/** The lines with what was done among them; what was done before `since` waits for its messages to be loaded. */
export function between(lines: readonly Line[], deeds: readonly Activity[], since: number): (Line | Done)[] {
  const out: (Line | Done)[] = []
  const left = deeds.filter((deed) => deed.at >= since)
  for (const line of lines) {
    const at = line.kind === 'group' ? (line.said[0]?.at ?? 0) : line.kind === 'note' ? line.at : Number.NEGATIVE_INFINITY
    while (left[0] && left[0].at <= at) put(out, left.shift() as Activity)
    out.push(line)
  }
  for (const deed of left) put(out, deed)
  return out
}

/** Under the mark of its day, and over the mark of what is new. */
function put(out: (Line | Done)[], deed: Activity): void {
  let place = out.length
  if (out[place - 1]?.kind === 'fresh') place--
  const above = out[place - 1]
  if (goesOn(above, deed)) return void (out[place - 1] = { ...above, then: [...above.then, deed] })
  if (above?.kind === 'day' && !sameDay(above.at, deed.at)) place--
  const before = out[place - 1]
  const day = before === undefined ? Number.NaN : when(before)
  const lines: (Line | Done)[] = [{ kind: 'deed', key: `deed ${deed.position}`, at: deed.at, deed, then: [] }]
  if (Number.isNaN(day) || !sameDay(day, deed.at)) lines.unshift({ kind: 'day', key: `day of deed ${deed.position}`, at: deed.at })
  out.splice(place, 0, ...lines)
}

function when(line: Line | Done): number {
  return line.kind === 'group' ? (line.said.at(-1)?.at ?? 0) : line.at
}

/** In how many milliseconds each first answer came, by its id; `more`: the client may have waited longer than the first message tells. */
export function answerTimes(messages: readonly Message[], more: boolean): ReadonlyMap<string, number> {
  const took = new Map<string, number>()
  let since: number | null = null
  let known = !more
  for (const message of messages) {
    if (message.author === 'visitor') since ??= message.at
    else {
      if (since !== null && known) took.set(message.id, message.at - since)
      since = null
      known = true
    }
  }
  return took
}
