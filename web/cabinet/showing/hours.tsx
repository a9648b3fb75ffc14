/** The hours: the week, special days, the time zone. */
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { close, info, moon, plus } from '../../shared/ui/icons'
import type { OwnerProject, Schedule, SpecialDays, Span } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import type { Key } from '../words'
import { RulesPage } from './page'
import { DAYS } from './rules'
import type { Rules } from './saving'
import { Spans } from './spans'
import { clockIn, MIDNIGHT, overnight, pieces, told, USUAL, zoneTold } from './time'
import { Why } from './why'

const EVERY_HALF_MINUTE = 30_000
const DAY_LONG = 86_400_000

export function HoursPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  return (
    <RulesPage
      project={project} title={say('hours_page')} words={say('hours_page_then')}
      form={(rules) => <Hours rules={rules} />} aside={(rules) => <Why rules={rules} />}
    />
  )
}

function Hours({ rules }: { rules: Rules }) {
  const { say } = useSpeech()
  const { schedule } = rules.now
  const stays = schedule.outside === 'stay'
  const put = (changes: Partial<Schedule>): void => rules.put({ schedule: { ...schedule, ...changes } })
  /** Who turns the hours on for the first time means the hours of where they are. */
  const turn = (on: boolean): void => {
    const fresh = on && schedule.zone === 'UTC' && !rules.seen.rules.schedule.on
    put({ on, ...(fresh && { zone: new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC' }) })
  }
  return (
    <section class="sheet group" aria-labelledby="when">
      <header><h2 id="when">{say('when')}</h2><p>{say(schedule.on && stays ? 'when_stays' : 'when_why')}</p></header>
      <div class="bar">
        <div class="seg" role="group" aria-labelledby="when">
          {[false, true].map((on) => <button key={String(on)} type="button" aria-pressed={schedule.on === on} onClick={() => turn(on)}>{say(on ? 'by_hours' : 'always_shown')}</button>)}
        </div>
        {schedule.on && <Zone value={schedule.zone} wrong={rules.wrong('zone')} onChange={(zone) => put({ zone })} />}
      </div>
      <Wrong words={rules.wrong('zone')} />
      {schedule.on && (
        <>
          <Week schedule={schedule} put={put} wrong={rules.wrong} />
          <Wrong words={rules.wrong('hours')} />
          <div class="bar outside">
            <div><b>{say('outside')}</b><p>{say('outside_why')}</p></div>
            <div class="seg" role="group" aria-label={say('outside')}>
              {(['hide', 'stay'] as const).map((outside) => <button key={outside} type="button" aria-pressed={stays === (outside === 'stay')} onClick={() => put({ outside })}>{say(`outside_${outside}`)}</button>)}
            </div>
          </div>
          <Specials specials={schedule.specials} put={(specials) => put({ specials })} wrong={rules.wrong} />
        </>
      )}
    </section>
  )
}

export function Wrong({ words, id }: { words: string | null; id?: string }) {
  return words ? <p class="error" id={id} role="alert"><Icon path={info} size="s" />{words}</p> : null
}

export function Zone({ value, wrong, onChange }: { value: string; wrong: string | null; onChange: (zone: string) => void }) {
  const { say, language } = useSpeech()
  const now = useNow()
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const usual = [...new Set<string>([here, value, ...USUAL])]
  const clock = clockIn(value, now)
  const option = (zone: string) => <option key={zone} value={zone} selected={zone === value}>{zoneTold(zone, now, language)}</option>
  return (
    <span class="zone">
      <select class="choice" aria-label={say('zone')} aria-invalid={wrong ? true : undefined} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <optgroup label={say('zones_usual')}>{usual.map(option)}</optgroup>
        <optgroup label={say('zones_all')}>{Intl.supportedValuesOf('timeZone').filter((zone) => !usual.includes(zone)).map((zone) => <option key={zone} value={zone}>{zone.replaceAll('_', ' ')}</option>)}</optgroup>
      </select>
      {clock && <span class="num">{told(clock.minute)}</span>}
    </span>
  )
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY_HALF_MINUTE)
    return () => clearInterval(timer)
  }, [])
  return now
}

interface WeekOptions {
  readonly schedule: Schedule
  readonly put: (changes: Partial<Schedule>) => void
  readonly wrong: (field: string) => string | null
}

function Week({ schedule, put, wrong }: WeekOptions) {
  const { say } = useSpeech()
  const clock = clockIn(schedule.zone, useNow())
  const spansOf = (day: number): readonly Span[] => schedule.days[(day + 7) % 7] ?? []
  return (
    <>
      <ul class="week">
        {DAYS.map((day) => (
          <li key={day}>
            <b>{say(`day_${day}`)}</b>
            <Spans name={say(`day_${day}`)} spans={spansOf(day)} put={(spans) => put({ days: schedule.days.map((was, place) => (place === day ? spans : was)) })} />
            <span class="track" aria-hidden="true">
              {pieces(spansOf(day), spansOf(day - 1)).map(({ from, size, late }) => <i class={late ? 'late' : ''} style={{ insetInlineStart: `${from}%`, inlineSize: `${size}%` }} />)}
              {clock?.day === day && <em style={{ insetInlineStart: `${(clock.minute / MIDNIGHT) * 100}%` }}><small>{say('now_line')}</small></em>}
            </span>
            <Wrong words={wrong(`day-${day}`)} />
          </li>
        ))}
        <li class="scale" aria-hidden="true"><span>{[0, 6, 12, 18, 24].map((hour) => <small key={hour}>{hour}</small>)}</span></li>
      </ul>
      {DAYS.map((day) => spansOf(day).filter(overnight).map((span) => (
        <p class="night" key={day}><Icon path={moon} size="s" />{say('overnight', { day: say(`day_${day}`), end: told(span.end) })}</p>
      )))}
    </>
  )
}

interface SpecialsOptions {
  readonly specials: readonly SpecialDays[]
  readonly put: (specials: readonly SpecialDays[]) => void
  readonly wrong: (field: string) => string | null
}

function Specials({ specials, put, wrong }: SpecialsOptions) {
  const { say } = useSpeech()
  const change = (place: number, changes: Partial<SpecialDays>): void => put(specials.map((one, at) => (at === place ? { ...one, ...changes } : one)))
  const add = (): void => {
    const taken = specials.map(({ last }) => Date.parse(last))
    const day = new Date(Math.max(Date.now(), ...taken) + DAY_LONG).toISOString().slice(0, 10)
    put([...specials, { first: day, last: day, spans: [] }])
  }
  return (
    <div class="specials">
      <div class="bar">
        <div><b>{say('specials')}</b><p>{say('specials_why')}</p></div>
        <button type="button" class="btn" onClick={add}><Icon path={plus} size="s" />{say('special_add')}</button>
      </div>
      <Wrong words={wrong('specials')} />
      {specials.length > 0 && (
        <ul>
          {specials.map((one, place) => (
            <li key={place}>
              <div role="group" aria-label={say('special', { n: place + 1 })}>
                <DayField label="special_first" value={one.first} onChange={(first) => change(place, { first, ...(one.last < first && { last: first }) })} />
                <span aria-hidden="true">–</span>
                <DayField label="special_last" value={one.last} onChange={(last) => change(place, { last })} />
                <Spans name={say('special', { n: place + 1 })} spans={one.spans} put={(spans) => change(place, { spans })} />
                <button type="button" class="icon" aria-label={say('special_remove', { n: place + 1 })} onClick={() => put(specials.filter((_, at) => at !== place))}><Icon path={close} size="m" /></button>
                <Wrong words={wrong(`special-${place}`)} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function DayField({ label, value, onChange }: { label: Key; value: string; onChange: (day: string) => void }) {
  const { say } = useSpeech()
  return <input type="date" aria-label={say(label)} value={value} onInput={(event) => event.currentTarget.value && onChange(event.currentTarget.value)} />
}
