/** The ladder: who is called, and when, while a client waits. One chain from top to bottom, and what has been done by then in words. */
import { useState } from 'preact/hooks'
import type { LadderStep, WorkSettings } from '../shared/wire.gen'
import { Choice, Group, Line } from './controls'
import { useSpeech } from './room'

const MINUTE = 60
const OFF = -1
const STEPS: readonly LadderStep[] = ['popup', 'sound', 'push', 'letter', 'others', 'admins']
const USUAL: readonly number[] = [0, 15, 30, 45, MINUTE, 2 * MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE]
const WAITED: readonly number[] = [30, MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE]

type Name = `ladder_${LadderStep}`

export interface LadderOptions {
  readonly now: WorkSettings
  readonly put: (name: Name, value: number) => void
  readonly wrong: (name: Name) => string | null
}

export function Ladder({ now, put, wrong }: LadderOptions) {
  const { say } = useSpeech()
  const time = useTime()
  const words = (seconds: number): string => (seconds === OFF ? say('ladder_off') : seconds === 0 ? say('ladder_at_once') : say('ladder_after', { time: time(seconds) }))
  return (
    <Group title={say('ladder')} why={say('ladder_why')}>
      {STEPS.map((step) => {
        const [name, value]: [Name, number] = [`ladder_${step}`, now[`ladder_${step}`]]
        const all = [OFF, ...(USUAL.includes(value) || value === OFF ? USUAL : [...USUAL, value].sort((a, b) => a - b))]
        return (
          <Line key={step} title={say(`set_${name}`)} words={say(`set_${name}_then`)} error={wrong(name)}>
            <Choice label={say(`set_${name}`)} value={value} options={all.map((one) => [one, words(one)] as const)} onChange={(to) => put(name, to)} />
          </Line>
        )
      })}
      <ByThen now={now} />
    </Group>
  )
}

/** What has been done for a client who has waited so long. */
function ByThen({ now }: { now: WorkSettings }) {
  const { say, language } = useSpeech()
  const time = useTime()
  const [waited, setWaited] = useState(3 * MINUTE)
  const done = STEPS.filter((step) => now[`ladder_${step}`] !== OFF && now[`ladder_${step}`] <= waited)
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(done.map((step) => say(`ladder_did_${step}`)))
  return (
    <p class="line by-then" role="status">
      <span>{say('ladder_waits')} <Choice label={say('ladder_waits')} value={waited} options={WAITED.map((one) => [one, time(one)] as const)} onChange={(to) => setWaited(to)} />: {done.length > 0 ? list : say('ladder_nothing')}.</span>
    </p>
  )
}

function useTime(): (seconds: number) => string {
  const { say } = useSpeech()
  return (seconds) => {
    if (seconds % 3_600 === 0 && seconds > 0) return say('hours', { n: seconds / 3_600 })
    return seconds % MINUTE === 0 ? say('minutes', { n: seconds / MINUTE }) : say('seconds', { n: seconds })
  }
}
