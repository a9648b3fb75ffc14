/** A canned response that is being typed, in the operators' app and in the cabinet. */
import { newId } from './ids'
import type { OperatorCannedResponse } from './wire.gen'

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
