/** Quiet hours: nothing is told between these times of the project's clock. */
import { useId } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import { Switch } from '../controls'
import { useSpeech } from '../room'
import { zoneTold } from '../showing/time'
import { clockOf, minutesOf } from './kinds'

const NIGHT: readonly [number, number] = [22 * 60, 8 * 60]

export interface QuietOptions {
  readonly value: readonly number[] | null
  readonly error: string | null
  /** The project's. */
  readonly zone: string
  onChange(next: readonly number[] | null): void
}

export function Quiet({ value, error, zone, onChange }: QuietOptions) {
  const { say, language } = useSpeech()
  const id = useId()
  const [from, to] = value ?? NIGHT
  const put = (at: number, text: string): void => {
    const minutes = minutesOf(text)
    if (minutes !== null) onChange([from ?? NIGHT[0], to ?? NIGHT[1]].map((one, place) => (place === at ? minutes : one)))
  }
  return (
    <div class="quiet-hours">
      <div class="line">
        <div><b id={id}>{say('alert_quiet')}</b><p>{say('alert_quiet_then', { zone: zoneTold(zone, new Date(), language) })}</p></div>
        <Switch label={say('alert_quiet')} on={value !== null} onChange={(on) => onChange(on ? NIGHT : null)} />
      </div>
      {value && (
        <div class="times" role="group" aria-labelledby={id}>
          {([['from', from], ['to', to]] as const).map(([which, minutes], place) => (
            <label key={which}><span>{say(`alert_quiet_${which}`)}</span>
              <input type="time" class="number" aria-label={say(`alert_quiet_${which}_name`)} aria-invalid={error ? true : undefined} value={clockOf(minutes ?? 0)} onInput={(event) => put(place, event.currentTarget.value)} /></label>
          ))}
        </div>
      )}
      {error && <p class="error" role="alert"><Icon path={info} size="s" />{error}</p>}
    </div>
  )
}
