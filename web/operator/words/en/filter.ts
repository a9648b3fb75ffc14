/** Words of narrowing a list, in English. */
import type { filter as russian } from '../ru/filter'

export const filter: Readonly<Record<keyof typeof russian, string>> = {
  filter: 'Filter',
  filter_on: 'Filter: the list is narrowed',
  filter_channel: 'Channel',
  filter_operator: 'Operator',
  filter_tag: 'Tag',
  filter_since: 'Begun since',
  filter_until: 'Begun until',
  filter_rating: 'Rating',
  filter_any: 'Any',
  filter_none: 'Show all',
  filter_nothing: 'No such conversations',
}
