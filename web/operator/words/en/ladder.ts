/** Words of the ladder: who is called while a client waits, in English. */
import type { ladder as russian } from '../ru/ladder'

export const ladder: Readonly<Record<keyof typeof russian, string>> = {
  deed_called: 'The client waits. Calling {names}',
  step_popup: 'pop-up',
  step_sound: 'sound',
  step_push: 'notification',
  step_letter: 'letter',
  step_telegram: 'Telegram',
  deed_called_others: 'The others were called: {names}',
  deed_called_admins: 'The administrators were called: {names}',
  deed_unanswered: 'New again: {target} does not answer',
  called_more: '{names} and {n} more',
  reach_push: 'reached {n} {n|device|devices}',
  reach_push_none: 'no device is connected',
  reach_letter: 'letters sent: {n}',
  reach_waiting: 'still being sent: {n}',
  reach_failed: 'not arrived: {n}',
  reach_dropped: 'not needed any more: {n}',
  mark_letter: 'written to',
  mark_others: 'others called',
  mark_admins: 'administrators called',
  told_called: 'A client waits for an answer',
  call_open: 'Open',
  call_hush: 'Stop the sound',
  call_more: '{n} more {n|waits|wait}',
}
