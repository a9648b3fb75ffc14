/** Words of canned responses, in English. */
import type { canned as russian } from '../ru/canned'

export const canned: Readonly<Record<keyof typeof russian, string>> = {
  canned: 'Canned responses',
  canned_choose: 'choose',
  canned_insert: 'insert',
  canned_count: '{found} of {of}',
  canned_sought: 'looking for “{sought}”',
  canned_seen: 'What the client will read',
  canned_nameless: 'The client’s name is not known: they are not addressed by name',
  canned_nothing: 'Nothing found',
  canned_none: 'No canned responses yet',
  canned_failed: 'The canned responses could not be loaded',
  canned_make: 'Make one',
  canned_new: 'New response',
  canned_title: 'Title',
  canned_text: 'Text',
  canned_files: 'Go with the answer',
  variables: 'Variables',
  canned_gone: 'The response “{name}” is removed',
  folder: 'Folder',
  folder_none: 'No folder',
  folder_new: 'New folder',
  folder_name: 'Folder’s name',
  folder_rename: 'Rename the folder “{name}”',
  folder_remove: 'Remove the folder “{name}”: the responses stay',
  folder_gone: 'The folder “{name}” is removed, its responses stay',
}
