/** A canned response that is being typed, in the operators' app and in the cabinet. */
import { newId } from './ids'
import type { OperatorCannedLibrary, OperatorCannedResponse } from './wire.gen'

/** What is being typed: `seen` is null for a new one, and its id is made once. */
export interface Draft {
  readonly id: string
  readonly seen: number | null
  readonly title: string
  readonly text: string
  readonly folder: string | null
  readonly files: OperatorCannedResponse['files']
}

export const blank = (folder: string | null = null): Draft => ({ id: newId(), seen: null, title: '', text: '', folder, files: [] })
export const from = (one: OperatorCannedResponse): Draft => ({ id: one.id, seen: one.updated_at, title: one.title, text: one.text, folder: one.folder, files: one.files })

/** The library as it is without what is being removed: what lay in a removed folder lies in none. */
export function without(library: OperatorCannedLibrary, hides: (id: string) => boolean): OperatorCannedLibrary {
  const folderOf = (one: OperatorCannedResponse): string | null => (one.folder !== null && hides(one.folder) ? null : one.folder)
  return {
    ...library,
    folders: library.folders.filter(({ id }) => !hides(id)),
    responses: library.responses.filter(({ id }) => !hides(id)).map((one) => (folderOf(one) === one.folder ? one : { ...one, folder: null })),
  }
}
