/** Words of the sheet of keys, in English. */
import type { keys as russian } from '../ru/keys'

export const keys: Readonly<Record<keyof typeof russian, string>> = {
  key_note: 'to a note',
  key_hand: 'hand the conversation over',
  keys: 'Keys',
  key_move: 'next and previous',
  key_reply: 'to the answer',
  key_take: 'take a new one',
  key_close: 'close the conversation',
  key_lists: 'the lists in order',
  key_back: 'back',
  key_send: 'answer',
  key_break: 'new line',
  key_help: 'this sheet',
  key_canned: 'canned responses',
  key_client: 'the client’s card',
  key_last: 'change one’s last message',
}
