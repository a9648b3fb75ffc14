/** Hours of one day, typed or turned by the arrow keys. */
import { useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { close, plus } from '../../shared/ui/icons'
import type { Span } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import { further, hoursTold, minuteOf, stepped, told } from './time'

interface SpansOptions {
  /** Whose hours they are, for who hears the page. */
  readonly name: string
  readonly spans: readonly Span[]
  readonly put: (spans: readonly Span[]) => void
}

/** Hours of one day: each a beginning and an end, typed or turned by the arrow keys. */
export function Spans({ name, spans, put }: SpansOptions) {
  const { say } = useSpeech()
  const change = (place: number, changes: Partial<Span>): void => put(spans.map((span, at) => (at === place ? { ...span, ...changes } : span)))
  return (
    <span class="spans">
      {spans.map((span, place) => (
        <span class="span" key={place}>
          <Time label={say('opens', { day: name })} value={span.start} onChange={(start) => change(place, { start })} />
          <span aria-hidden="true">–</span>
          <Time label={say('closes', { day: name })} value={span.end} end onChange={(end) => change(place, { end })} />
          <button type="button" class="icon" aria-label={say('span_remove', { day: name, hours: hoursTold(span) })} onClick={() => put(spans.filter((_, at) => at !== place))}><Icon path={close} size="s" /></button>
        </span>
      ))}
      {spans.length === 0 && <span class="quiet">{say('closed')}</span>}
      <button type="button" class="icon" aria-label={say('span_add', { day: name })} onClick={() => put([...spans, further(spans)])}><Icon path={plus} size="s" /></button>
    </span>
  )
}

interface TimeOptions {
  readonly label: string
  readonly value: number
  readonly end?: boolean
  onChange(minute: number): void
}

/** A time of the day on a clock of 24 hours, whatever the browser's own language. What is no time is left when the field is. */
function Time({ label, value, end = false, onChange }: TimeOptions) {
  const [text, setText] = useState<string | null>(null)
  const type = (now: string): void => {
    const minute = minuteOf(now, end)
    setText(now)
    if (minute !== null) onChange(minute)
  }
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    setText(null)
    onChange(stepped(value, event.key === 'ArrowUp', end))
  }
  return (
    <input
      class="time" inputMode="numeric" autocomplete="off" aria-label={label} value={text ?? told(value)} aria-invalid={text !== null && minuteOf(text, end) === null ? true : undefined}
      onInput={(event) => type(event.currentTarget.value)} onBlur={() => setText(null)} onFocus={(event) => event.currentTarget.select()} onKeyDown={turn}
    />
  )
}
