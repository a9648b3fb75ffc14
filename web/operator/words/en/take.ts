/** Words of taking a new one, and of one that is closed or a colleague’s, in English. */
import type { take as russian } from '../ru/take'

export const take: Readonly<Record<keyof typeof russian, string>> = {
  take_new: 'New conversation',
  take_wait: 'Waiting for {time}, nobody has taken it',
  take_nobody: 'Nobody has taken it yet',
  take_offline: 'You can take it when the connection is back',
  take_offline_then: 'Without it there is no telling whether a colleague was first',
  taken_by: '{name} is already answering',
  taken_since: 'Taken at {time}',
  taken_next: 'Next new one',
  closed_title: 'Closed',
  closed_since: '{time}. It comes back by itself when the client writes',
  theirs: '{name} has this conversation',
  theirs_then: 'Only the one who took it can answer',
}
