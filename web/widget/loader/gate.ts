/** Whether this page shows the chat, now and as things change. What the project does not use is neither asked nor watched. */
import { deviceOf, hoursAt, pageShown } from '../../shared/targeting'
import type { VisitorShown } from '../../shared/wire.gen'

export interface Gate {
  readonly open: boolean
  /** What the page shows, when and where: the rules that it applies, and the look. */
  readonly version: string
  put(shown: VisitorShown): void
}

/** The longest time that a browser counts down. */
const LONGEST = 2 ** 31 - 1
/** Many pages come to the end of the hours they know at one moment. */
const ASKED_WITHIN = 60_000
/** Sites change the address a little after the click. */
const MOVED_AFTER = 300

/** `skew` is how far the true clock is ahead of this device's; `ask` fetches the settings anew: no later hours are known, or the page looks otherwise now. */
export function makeGate(skew: number, turned: () => void, ask: () => void): Gate {
  const gate = { open: false, version: '', put }
  let watchesPages = false
  let shown: VisitorShown
  let look: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function put(next: VisitorShown): void {
    shown = next
    gate.version = next.version + next.look
    if (look && look !== next.look) ask()
    look = next.look
    if (next.pages && !watchesPages) {
      watchesPages = true
      watchPages()
    }
    if (next.hours) addEventListener('visibilitychange', judge, true) // a laptop slept meanwhile; twice is once
    judge()
  }

  /** With the Navigation API every change of the address is told; elsewhere it is looked at after whatever may have caused one. */
  function watchPages(): void {
    const { navigation } = window as { navigation?: EventTarget }
    if (navigation) return navigation.addEventListener('currententrychange', judge)
    for (const cause of ['popstate', 'click', 'keyup']) addEventListener(cause, () => setTimeout(judge, MOVED_AFTER), true)
  }

  function judge(): void {
    const { pages, devices } = shown
    const open = inHours() && !shown.away && (!devices || devices.includes(device())) && (!pages || pageShown(pages, location.host, location.pathname))
    if (open === gate.open) return
    gate.open = open
    turned()
  }

  /** Counts down to the next change of the hours: once, whatever the other rules say. */
  function inHours(): boolean {
    clearTimeout(timer)
    if (!shown.hours) return true
    const now = Date.now() + skew
    const { open, next } = hoursAt(shown.hours, now)
    if (next) timer = setTimeout(judge, Math.min(next - now, LONGEST))
    else if (shown.hours.changes[0]) timer = setTimeout(ask, Math.random() * ASKED_WITHIN) // the last change that was told has come
    return open
  }

  return gate
}

function device() {
  const { userAgent, maxTouchPoints, userAgentData } = navigator as Navigator & { userAgentData?: { mobile: boolean } }
  return deviceOf(userAgent, maxTouchPoints > 1, userAgentData?.mobile)
}
