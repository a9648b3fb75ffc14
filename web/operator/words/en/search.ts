/** Words of search, in English. */
import type { search as russian } from '../ru/search'

export const search: Readonly<Record<keyof typeof russian, string>> = {
  find: 'Search',
  find_what: 'Words that were said, a name, a command',
  find_deed: 'The open conversation',
  find_canned: 'Canned responses',
  find_insert: 'put into the answer',
  do_take: 'Take the conversation',
  do_reply: 'Answer the client',
  do_note: 'Write a note',
  do_canned: 'Insert a canned response',
  do_hand: 'Hand over to another operator',
  find_go: 'Go to',
  find_list: 'Go to: {list}',
  find_said: 'Conversations',
  find_note: 'note',
  find_more: 'Show more',
  find_nothing: 'Nothing was found',
  find_long: '{n} characters here, the limit is {limit}. Leave the most telling words',
}
