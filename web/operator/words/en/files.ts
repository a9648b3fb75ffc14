/** Words of files, in English. */
import type { files as russian } from '../ru/files'

export const files: Readonly<Record<keyof typeof russian, string>> = {
  attach: 'Attach a file',
  attached: 'Attached',
  detach: 'Remove “{name}”',
  uploading: '“{name}” is being uploaded',
  out_of: 'of',
  upload_waits: '{words}, waiting for the network',
  files_coming: 'Files are still on their way',
  files_failed: 'Not every file came through. Try again, or remove it.',
  files_many: '{n} files; a message takes {limit}. Remove some.',
  drop_here: 'Drop to attach',
  drop_note: 'Drop to attach to the note',
  open_picture: 'Open the picture “{name}”',
  save_file: 'Save “{name}”, {size}',
  one_of: '{n} of {all}',
  picture_before: 'Previous picture',
  picture_after: 'Next picture',
}
