import { expect, it } from 'vitest'
import type { OwnerWork } from '../shared/wire.gen'
import { changedBetween, differing } from './settings'

const WORK: OwnerWork = {
  version: 'a',
  settings: {
    answer_within: 120, edit_limit: 900, confirm_closing: false, ask_rating: true, show_client_typing: false, notify_unassigned: 'nobody',
    routing: 'hand', load_limit: 0, pass_on_after: 0, file_limit: 25, conversation_files: 500, project_files: 10_000,
  },
}

it('only what differs is sent', () => {
  expect(differing(WORK.settings, { edit_limit: 900, ask_rating: false })).toEqual({ ask_rating: false })
  expect(differing(WORK.settings, {})).toEqual({})
})

it('what somebody else has saved is named', () => {
  const after = { version: 'b', settings: { ...WORK.settings, edit_limit: 60, routing: 'load' } } as const
  expect(changedBetween(WORK, after)).toEqual(['edit_limit', 'routing'])
  expect(changedBetween(WORK, WORK)).toEqual([])
})
