/** `roistat.onlineChat`: the chat under the original's names. */
import { launcher, say } from './page'

const SIDES = ['top', 'right', 'bottom', 'left'] as const

export interface OnlineChat {
  isEnabled: boolean
  customTriggerSelector: unknown
  customPosition: Partial<Record<(typeof SIDES)[number], unknown>>
  notificationsCustomHolderSelector: unknown
  localization: Record<string, (language?: unknown) => void>
  actions: Record<string, (given?: unknown) => void>
}

export function onlineChat(): OnlineChat {
  const chat: OnlineChat = {
    isEnabled: false,
    customTriggerSelector: null,
    customPosition: {},
    notificationsCustomHolderSelector: null,
    localization: {
      translateToRussian: () => say('language', 'ru'),
      translateToEnglish: () => say('language', 'en'),
      translate: (language) => say('language', language),
    },
    actions: {
      initWithMessage: (text) => say('message', text),
      openChat: () => say('open'), // a visitor has one conversation
    },
  }
  document.addEventListener('click', ({ target }) => {
    if (triggers(chat.customTriggerSelector, target)) say('open')
  })
  return chat
}

function triggers(selector: unknown, target: EventTarget | null): boolean {
  try {
    return typeof selector === 'string' && selector !== '' && target instanceof Element && target.closest(selector) !== null
  } catch {
    return false // no selector
  }
}

/** Puts the button where the page wants it; a side that the page leaves out is not held any more. */
export function place({ customPosition }: OnlineChat): void {
  const button = launcher()
  const wanted = SIDES.filter((side) => customPosition?.[side] !== undefined && customPosition[side] !== null)
  if (!wanted.length || !button) return
  for (const side of SIDES) button.style.setProperty(side, wanted.includes(side) ? length(customPosition[side]) : 'auto', 'important')
}

function length(given: unknown): string {
  return isFinite(Number(given)) ? `${Number(given)}px` : String(given)
}
