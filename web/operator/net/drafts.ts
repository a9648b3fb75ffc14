/** Drafts: what is being written in each conversation, kept on the device until it is sent. */
import type { Shelf } from '../../shared/shelf'
import { type Store, store } from '../state/store'

const PLACE = 'draft.'

export interface Drafts {
  readonly all: Store<Readonly<Record<string, string>>>
  set(conversation: string, text: string): void
  /** Beneath what is being written there; once. */
  add(conversation: string, text: string): void
  /** Another tab wrote (text) or sent (null) one. */
  elsewhere(name: string, text: string | null): void
}

/** Under which name the draft of a conversation's note is kept. */
export function noteDraft(conversation: string): string {
  return `${conversation}.note`
}

/** Under which name the draft of the note is kept that goes with handing a conversation over. */
export function handOverDraft(conversation: string): string {
  return `${conversation}.hand`
}

/** Under which name is kept what was changed of a conversation's lead before it is sent. */
export function leadDraft(conversation: string): string {
  return `${conversation}.lead`
}

/** Under which name the words are kept that are being changed. */
export function editDraft(conversation: string): string {
  return `${conversation}.edit`
}

/** Under which name is kept which message the answer quotes, by its `seq`. */
export function quoteDraft(conversation: string): string {
  return `${conversation}.quote`
}

/** Under which name is kept what is being typed into a field of the client's card. */
export function cardDraft(conversation: string, field: 'name' | 'phone' | 'email'): string {
  return `${conversation}.card.${field}`
}

export function openDrafts(shelf: Shelf): Drafts {
  const all = store<Readonly<Record<string, string>>>(
    Object.fromEntries(shelf.list(PLACE).map(([name, text]) => [name.slice(PLACE.length), text])),
  )
  const put = (conversation: string, text: string): void => {
    const { [conversation]: was, ...others } = all.get()
    if ((was ?? '') !== text) all.set(text === '' ? others : { ...others, [conversation]: text })
  }
  const set = (conversation: string, text: string): void => {
    if (text === '') shelf.remove(PLACE + conversation)
    else shelf.set(PLACE + conversation, text)
    put(conversation, text)
  }
  return {
    all,
    set,
    add(conversation, text) {
      const was = all.get()[conversation] ?? ''
      if (!was.includes(text)) set(conversation, was === '' ? text : `${was}\n${text}`)
    },
    elsewhere(name, text) {
      if (name.startsWith(PLACE)) put(name.slice(PLACE.length), text ?? '')
    },
  }
}
