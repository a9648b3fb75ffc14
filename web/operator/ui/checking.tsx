/** “Check my notifications”: every step by which one may be called, proven on this device, and what may be in its way. */
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { alert, check as done, clock, info } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { isOnItsWay, lettersToMe, pushHere, showPopUp } from '../net/checks'
import { desktop } from '../net/desktop'
import type { Devices } from '../net/devices'
import { audible, play } from '../net/sounds'
import { DEFAULT } from '../state/choices'
import { cures } from '../state/cures'
import type { Say } from '../state/waiting'
import type { TestLetter } from '../wire'
import { exactly } from './deeds'
import { clicked } from './desktop'
import { check, permission } from './popups'
import { language, useDesk, useSay } from './room'

const STEPS = ['permission', 'popup', 'sound', 'push', 'letter'] as const
type Step = (typeof STEPS)[number]

interface Outcome {
  /** `told`: nothing is proven, it is only said how it is. */
  readonly state: 'runs' | 'asks' | 'well' | 'wrong' | 'told'
  readonly words: string
}

type Outcomes = Readonly<Partial<Record<Step, Outcome>>>
const ICONS = { runs: clock, asks: info, told: info, well: done, wrong: alert }

export function Checking({ devices }: { devices: Devices }) {
  const say = useSay()
  const teller = useDesk().teller
  const [found, setFound] = useState<Outcomes>({})
  const put = (step: Step, state: Outcome['state'], words: string): void => setFound((was) => ({ ...was, [step]: { state, words } }))
  const begin = async (): Promise<void> => {
    setFound({})
    await askPermission(say, put)
    void tryPopUp(say, put)
    void trySound(teller.choices.get(), say, put)
    void tryPush(devices, say, put)
    void tryLetter(say, put)
  }
  const begun = Object.keys(found).length > 0
  useEffect(() => clicked.watch(() => setFound((was) => (was.popup ? { ...was, popup: { state: 'well', words: say('check_popup_clicked') } } : was))), [say])
  const wrong = Object.values(found).some((one) => one.state === 'wrong')
  return (
    <section aria-label={say('checking')} class="checking">
      <h3>{say('checking')}</h3>
      <p class="hint">{say('checking_why')}</p>
      {begun && (
        <ol>
          {STEPS.map((step) => <Line key={step} step={step} outcome={found[step]} answer={(yes) => put(step, yes ? 'well' : 'wrong', say(yes ? ANSWERED[step] ?? 'check_yes' : 'check_no'))} />)}
        </ol>
      )}
      <button type="button" class={begun ? 'btn' : 'btn main'} onClick={() => void begin()}>{say(begun ? 'check_again' : 'check_all')}</button>
      {begun && (
        <details open={wrong}>
          <summary>{say('cure_title')}</summary>
          <ul>{cures(navigator.userAgent, desktop() !== null).map(([key, name]) => <li key={key}>{say(key, { name })}</li>)}</ul>
        </details>
      )}
    </section>
  )
}

const ANSWERED: Partial<Record<Step, 'check_popup_ok' | 'check_sound_ok'>> = { popup: 'check_popup_ok', sound: 'check_sound_ok' }

function Line({ step, outcome, answer }: { step: Step; outcome: Outcome | undefined; answer: (yes: boolean) => void }) {
  const say = useSay()
  return (
    <li data-state={outcome?.state}>
      <Icon path={ICONS[outcome?.state ?? 'runs']} size="m" />
      <div role="status"><b>{say(`check_${step}`)}</b><p>{outcome?.words ?? say('check_waits')}</p></div>
      {outcome?.state === 'asks' && (
        <div class="yes-no">
          <button type="button" class="btn sm" onClick={() => answer(true)}>{say('check_yes')}</button>
          <button type="button" class="btn sm" onClick={() => answer(false)}>{say('check_no')}</button>
        </div>
      )}
    </li>
  )
}

type Put = (step: Step, state: Outcome['state'], words: string) => void

async function askPermission(say: Say, put: Put): Promise<void> {
  if (desktop()) return put('permission', 'well', say('check_shell'))
  if (permission() === 'default') {
    put('permission', 'runs', say('check_permission_asks'))
    await Notification.requestPermission()
  }
  const now = permission()
  if (now === 'granted') put('permission', 'well', say('check_permission_ok'))
  else put('permission', 'wrong', say(now === 'insecure' ? 'popups_insecure' : now === 'missing' ? 'popups_missing' : 'popups_blocked'))
}

async function tryPopUp(say: Say, put: Put): Promise<void> {
  if (desktop()) {
    check({ ...DEFAULT, stay: 0, sound: null }, say)
    return put('popup', 'asks', say('check_popup_shell'))
  }
  if (permission() !== 'granted') return put('popup', 'wrong', say('check_popup_silent'))
  const shown = await showPopUp(say('check_title'), say('check_text'))
  put('popup', shown ? 'asks' : 'wrong', say(shown ? 'check_popup_asked' : 'check_popup_silent'))
}

async function trySound({ sound, volume }: { sound: Parameters<typeof play>[0] | null; volume: number }, say: Say, put: Put): Promise<void> {
  if (!sound || volume === 0) return put('sound', 'wrong', say('check_sound_none'))
  play(sound, volume)
  const sounds = await audible()
  put('sound', sounds ? 'asks' : 'wrong', say(sounds ? 'check_sound_asked' : 'check_sound_blocked'))
}

async function tryPush(devices: Devices, say: Say, put: Put): Promise<void> {
  if (desktop()) return put('push', 'told', say('check_push_shell'))
  put('push', 'runs', say('check_push_sent'))
  try {
    const took = await pushHere(devices)
    if (took === 'off') put('push', 'wrong', say('check_push_off'))
    else if (took === null) put('push', 'wrong', say('check_push_late'))
    else put('push', 'well', say('check_push_ok', { time: exactly(took, say) }))
  } catch (why) {
    put('push', 'wrong', reason(why, say))
  }
}

async function tryLetter(say: Say, put: Put): Promise<void> {
  try {
    await lettersToMe(language.get(), (letters) => put('letter', ...became(letters, say)))
  } catch (why) {
    put('letter', 'wrong', reason(why, say))
  }
}

/** One that arrives is enough: by that the ladder reaches its operator. */
function became(letters: readonly TestLetter[], say: Say): [Outcome['state'], string] {
  const states = letters.map((one) => (one.state === 'sent' ? 'well' : isOnItsWay(one) ? 'runs' : 'wrong'))
  const state = (['runs', 'well'] as const).find((one) => states.includes(one)) ?? 'wrong'
  return [state, letters.map(({ carrier, address }, i) => say(`check_${carrier === 'telegram' ? 'chat' : 'letter'}_${states[i] ?? 'wrong'}`, { address })).join('\n')]
}

function reason(why: unknown, say: Say): string {
  return (why instanceof RequestRefused && why.message) || say('no_server')
}
