/** Words of search, in English. */
import type { search as russian } from '../ru/search'

export const search: Readonly<Record<keyof typeof russian, string>> = {
  find: 'Search',
  find_what: 'Words that were said, a name, a command',
  find_go: 'Go to',
  find_list: 'Go to: {list}',
  find_said: 'Conversations',
  find_note: 'note',
  find_more: 'Show more',
  find_nothing: 'Nothing was found',
}
