/** The bell: how this device tells its operator what happened. */
import { useState } from 'preact/hooks'
import { moment } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { bell, bellOff } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import { play } from '../net/sounds'
import { isQuiet, quietUntil, SOUNDS, STAYS } from '../state/choices'
import { useStore } from '../state/store'
import { useTellingSheet } from './acts'
import { check, permission } from './popups'
import { useClock, useDesk, useLanguage, useSay } from './room'

export function Bell() {
  const say = useSay()
  const quiet = useQuiet()
  const showAll = useTellingSheet()
  return (
    <Menu label={say(quiet ? 'telling_quiet' : 'telling')} class="icon sm bell" kind="dialog" boxClass="telling" button={<Icon path={quiet ? bellOff : bell} size="m" />}>
      <h2>{say('telling')}</h2>
      <Telling />
      <button type="button" class="bell-more" onClick={showAll}>{say('all_telling')}</button>
    </Menu>
  )
}

export function useQuiet(): boolean {
  const choices = useStore(useDesk().teller.choices, (it) => it)
  return useClock(() => isQuiet(choices, Date.now()))
}

/** All the choices; every one holds at once. */
export function Telling() {
  const say = useSay()
  const teller = useDesk().teller
  const choices = useStore(teller.choices, (it) => it)
  return (
    <div class="choices">
      <Popups />
      <label class="choice"><span>{say('stay')}</span>
        <select value={choices.stay} onChange={(event) => teller.choose({ stay: Number(event.currentTarget.value) })}>
          {STAYS.map((stay) => <option key={stay} value={stay}>{stay === 0 ? say('stay_until') : say('stay_for', { n: stay })}</option>)}
        </select>
      </label>
      <SoundChoice />
      <Quiet />
      <button type="button" class="btn" onClick={() => check(teller.choices.get(), say)}>{say('check_telling')}</button>
    </div>
  )
}

/** Asked only by a click; a refusal of the browser is explained. */
function Popups() {
  const say = useSay()
  const [state, setState] = useState(permission)
  if (state === 'granted') return null
  if (state !== 'default') return <p class="why">{say(state === 'denied' ? 'popups_blocked' : `popups_${state}`)}</p>
  return (
    <div class="why">
      <p>{say('popups_ask')}</p>
      <button type="button" class="btn main" onClick={() => void Notification.requestPermission().then(setState)}>{say('popups_allow')}</button>
    </div>
  )
}

function SoundChoice() {
  const say = useSay()
  const teller = useDesk().teller
  const { sound, volume } = useStore(teller.choices, (it) => it)
  const choose = (name: string): void => {
    const chosen = SOUNDS.find((one) => one === name) ?? null
    teller.choose({ sound: chosen })
    if (chosen) play(chosen, volume)
  }
  const louder = (next: number): void => {
    teller.choose({ volume: next })
    if (sound) play(sound, next)
  }
  return (
    <>
      <label class="choice"><span>{say('sound')}</span>
        <select value={sound ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          {SOUNDS.map((one) => <option key={one} value={one}>{say(`sound_${one}`)}</option>)}
          <option value="">{say('sound_none')}</option>
        </select>
      </label>
      <label class="choice"><span>{say('volume')}</span>
        <input type="range" min="0" max="100" step="5" value={volume} disabled={sound === null} onChange={(event) => louder(Number(event.currentTarget.value))} />
      </label>
    </>
  )
}

const QUIETS = ['off', 'hour', 'tomorrow', 'on'] as const

/** Do not disturb: shown wherever the bell is. */
function Quiet() {
  const say = useSay()
  const language = useLanguage()
  const teller = useDesk().teller
  const { quiet } = useStore(teller.choices, (it) => it)
  const now = useQuiet()
  const choose = (how: (typeof QUIETS)[number]): void =>
    teller.choose({ quiet: how === 'off' ? null : how === 'on' ? 'on' : quietUntil(how, Date.now()) })
  const till = typeof quiet === 'number' ? say('quiet_till', { time: moment(quiet, language) }) : say('quiet_always')
  return (
    <div class="hush" role="group" aria-label={say('quiet')}>
      <b>{say('quiet')}</b>
      <div class="deeds">
        {QUIETS.map((how) => {
          const pressed = how === 'off' ? !now : how === 'on' && now && quiet === 'on'
          return <button key={how} type="button" class="btn" aria-pressed={pressed} onClick={() => choose(how)}>{say(`quiet_${how}`)}</button>
        })}
      </div>
      <small role="status">{now ? till : say('quiet_here')}</small>
    </div>
  )
}
