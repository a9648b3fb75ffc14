/** Every word of the panel, in English. */
import type { Word } from './ru'

export const language = 'en'

export const words: Record<Word, string> = {
  title: 'Chat',
  hello: 'Hello. How can we help?',
  online: 'Online',
  someone: 'Someone from the team is online',
  away: 'Away now, we will answer later',
  connecting: 'Connecting…',
  closed: 'Conversation closed',
  closedAt: 'Conversation closed at {time}',
  lost: 'No connection. Your messages are kept and will go when it is back.',
  old: 'The chat has been updated. Reload the page, your messages are kept.',
  missing: 'This did not load. Try again or reload the page: your messages are kept.',
  refused: 'The chat does not work on this page now.',
  write: 'Write a message',
  writeMore: 'Write more',
  send: 'Send',
  attach: 'Attach a file',
  emoji: 'Emoji',
  menu: 'More',
  close: 'Close chat',
  log: 'Messages',
  you: 'You',
  fresh: 'New messages',
  down: 'To the latest messages',
  waiting: 'Waiting to be sent',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
  retry: 'Try again',
  discard: 'Delete',
  tooLong: 'Over {limit} characters by {n}. Split it into two messages.',
}
