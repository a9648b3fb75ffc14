/** What one fact does to one thread: messages in order of `seq`, notes in the order of their places, each once. */
import type { Fact, Message, Note } from '../wire'
import type { Thread } from './state'

/** The thread after the fact. A fact about something else leaves it as it is. */
export function said(thread: Thread, fact: Fact): Thread {
  switch (fact.t) {
    case 'message_posted':
      return merged(thread, [fact.message])
    case 'message_edited':
    case 'message_deleted':
      return { ...thread, messages: thread.messages.map((one) => (one.id === fact.message.id ? fact.message : one)) }
    case 'note_added':
      return noted({ ...thread, notes: thread.notes.filter((one) => one.id !== fact.note.id) }, [fact.note])
    case 'note_edited':
    case 'note_deleted':
      return { ...thread, notes: thread.notes.map((one) => (one.id === fact.note.id ? fact.note : one)) }
    default:
      return thread
  }
}

/** The thread with these messages in it, each once, in order. */
export function merged(thread: Thread, messages: readonly Message[], more = thread.more): Thread {
  const fresh = unknown(thread, messages)
  if (fresh.length === 0 && more === thread.more) return thread
  const all = [...thread.messages, ...fresh]
  const last = thread.messages.at(-1)
  const inOrder = fresh.every((message, i) => message.seq > (i === 0 ? (last?.seq ?? 0) : (fresh[i - 1]?.seq ?? 0)))
  if (!inOrder) all.sort((a, b) => a.seq - b.seq)
  return { ...thread, messages: all, more }
}

/** Those that are not there yet: what is newer than the newest cannot be. */
function unknown(thread: Thread, messages: readonly Message[]): readonly Message[] {
  const newest = thread.messages.at(-1)?.seq ?? 0
  if (messages.every((message) => message.seq > newest)) return messages
  const known = new Set(thread.messages.map((message) => message.id))
  return messages.filter((message) => !known.has(message.id))
}

/** The message of this number, found by halving: they stand in order. */
export function bySeq(messages: readonly Message[], seq: number): Message | undefined {
  let from = 0
  let to = messages.length - 1
  while (from < to) {
    const middle = (from + to) >> 1
    if ((messages[middle]?.seq ?? 0) < seq) from = middle + 1
    else to = middle
  }
  return messages[from]?.seq === seq ? messages[from] : undefined
}

/** The thread with these notes in it, each once, in the order of their places. */
export function noted(thread: Thread, notes: readonly Note[]): Thread {
  const known = new Set(thread.notes.map((note) => note.id))
  const fresh = notes.filter((note) => !known.has(note.id))
  if (fresh.length === 0) return thread
  const all = [...thread.notes, ...fresh].sort((a, b) => a.after - b.after || a.at - b.at || (a.id < b.id ? -1 : 1))
  return { ...thread, notes: all }
}
