/** Words of any window, in English. */
import type { window as russian } from '../ru/window'

export const window: Readonly<Record<keyof typeof russian, string>> = {
  add: 'Add',
  save_it: 'Save',
  cancel: 'Cancel',
  remove: 'Remove',
  bring_back: 'Bring back',
  bring_back_name: 'Bring back “{name}”',
  not_removed: '“{name}” was not removed: {why}',
  shut: 'Close this window',
  resize: 'Width of the list',
  field_long: '{n} characters here, the limit is {limit}. Shorten it by {over}',
  action_failed: 'That did not work: {why}',
}
