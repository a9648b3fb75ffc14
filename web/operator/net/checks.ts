/** What the check of notifications asks of the browser and of the server: each answers what became of it. */
import type { Language } from '../../shared/i18n'
import { request } from '../../shared/ui/http'
import { SCOPE } from '../../shared/worker'
import type { TestLetter, TestLetters } from '../wire'
import type { Devices } from './devices'

const LETTER = '/api/operator/v1/checks/letter'
const WAITS = 30_000
const LOOK_AGAIN = 1_500
const SHOWN = 1_000

/** Show a pop-up as an example; false when the browser says that it did not. */
export function showPopUp(title: string, body: string): Promise<boolean> {
  const options: NotificationOptions = { body, tag: 'besedka.check', requireInteraction: true, silent: true }
  return new Promise((done) => {
    try {
      const popup = new Notification(title, options)
      popup.onshow = () => done(true)
      popup.onerror = () => done(false)
      setTimeout(() => done(true), SHOWN) // some browsers do not say
    } catch {
      // Phones have the word but want the worker.
      const shown = navigator.serviceWorker?.getRegistration(SCOPE).then((found) => found?.showNotification(title, options).then(() => true))
      Promise.resolve(shown).then((yes) => done(yes === true), () => done(false))
    }
  })
}

/** Have a push sent to this device: in how many milliseconds its worker had it; null: not at all; `off`: it is off here. */
export async function pushHere(devices: Devices): Promise<number | null | 'off'> {
  const workers = navigator.serviceWorker
  const here = (await devices.list()).devices.find((one) => one.this)
  if (!here || !workers) return 'off'
  const began = Date.now()
  const arrived = new Promise<number | null>((done) => {
    const heard = ({ data }: MessageEvent<{ pushed?: string }>): void => {
      if (data?.pushed === 'test') end(Date.now() - began)
    }
    const timer = setTimeout(() => end(null), WAITS)
    const end = (took: number | null): void => {
      clearTimeout(timer)
      workers.removeEventListener('message', heard)
      done(took)
    }
    workers.addEventListener('message', heard)
  })
  await devices.test(here.id)
  return arrived
}

export const isOnItsWay = ({ state, code }: TestLetter): boolean => state === 'waiting' && code === ''

/** Have oneself written to, as the ladder would, and tell how it goes until that is known. */
export async function lettersToMe(language: Language, told: (letters: readonly TestLetter[]) => void): Promise<void> {
  let { letters } = await request<TestLetters>(language, 'POST', LETTER)
  told(letters)
  for (let waited = 0; letters.some(isOnItsWay) && waited < WAITS; waited += LOOK_AGAIN) {
    await new Promise((done) => setTimeout(done, LOOK_AGAIN))
    letters = (await request<TestLetters>(language, 'GET', LETTER)).letters
    told(letters)
  }
}
