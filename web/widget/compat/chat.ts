/** `roistat.onlineChat`: the chat under the original's names. */
import { launcher, say } from './page'
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
    if (target instanceof Element && found(chat.customTriggerSelector, (selector) => target.closest(selector))) say('open')
  })
  return chat
}

/** How many messages nobody has seen stands where the page wants it, too, as soon as there are any. */
export function countUnread(chat: OnlineChat): void {
  const button = launcher()
  const put = () => {
    const holder = found(chat.notificationsCustomHolderSelector, (selector) => document.querySelector(selector))
    if (holder) holder.textContent = button?.querySelector('b')?.textContent ?? ''
  }
  if (button) new MutationObserver(put).observe(button, { childList: true, subtree: true })
}

function found(selector: unknown, find: (selector: string) => Element | null): Element | null {
  try {
    return typeof selector === 'string' ? find(selector) : null
  } catch {
    return null // no selector
  }
}
