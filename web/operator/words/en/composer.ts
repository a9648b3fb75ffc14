/** Words of the composer, in English. */
import type { composer as russian } from '../ru/composer'

export const composer: Readonly<Record<keyof typeof russian, string>> = {
  write_to: 'Answer to {name}',
  write_offline: 'Will be sent when the connection is back',
  answering: 'Answer',
  send: 'Answer',
  tip: 'Shift ↵ for a new line',
  emoji: 'Emoji',
  too_long: '{over} over the limit of {limit} characters. Split it',
  client_waits: 'Waiting for {time}',
  stranded: 'Not sent',
  stranded_show: 'Show',
  kept: 'Written and not sent',
  kept_answer: 'Answer',
  kept_note: 'Note',
  kept_edit: 'Change',
  kept_hand: 'Note for handing over',
  kept_files: 'Files',
  kept_back: 'It will be in the field again when the conversation is back in work',
}
