/** `roistat.onlineChat`: the chat under the original's names. */
import { say } from './page'
import type { Position } from './position'

export interface OnlineChat {
  isEnabled: boolean
  customTriggerSelector: unknown
  customPosition: Position
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
