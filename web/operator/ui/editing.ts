/** To change words that were said. The field is free as soon as they go: what is typed from then on is the next answer, never a part of them. */
import type { Desk } from '../net/desk'
import { RequestRefused } from '../net/api'
import { editDraft, noteDraft } from '../net/drafts'
import { ANSWERING, compose, type Composing, composing, type Editing, type RefusedEdit } from '../state/composing'
import type { Say } from '../state/waiting'

export function composingOf(conversation: string): Composing {
  return composing.get()[conversation] ?? ANSWERING
}

/** Under which name is kept what stands in the field. */
export function draftOf(conversation: string, { mode, editing }: Composing): string {
  return editing ? editDraft(conversation) : mode === 'note' ? noteDraft(conversation) : conversation
}

export function beginEdit(desk: Desk, of: Editing, text: string): void {
  desk.drafts.set(editDraft(of.conversation), text)
  compose(of.conversation, { mode: of.kind === 'note' ? 'note' : 'answer', editing: of })
}

/** Save other words in place of said ones. What is refused comes back into the field; where something is typed by then it waits above it. */
export async function saveEdit(desk: Desk, of: Editing, words: string, say: Say): Promise<void> {
  const { conversation } = of
  letGo(of)
  compose(conversation, { editing: null, saving: of })
  try {
    await desk.words.edit(of, words)
    if (composingOf(conversation).editing === null) desk.drafts.set(editDraft(conversation), '')
  } catch (trouble) {
    if (!(trouble instanceof RequestRefused)) throw trouble
    comeBack(desk, of, words, trouble.message || say('no_server'))
  } finally {
    if (composingOf(conversation).saving === of) compose(conversation, { saving: null })
  }
}

/** Nobody wants other words for these any more, or wants them anew; return what is refused still. */
export function letGo(of: Editing): readonly RefusedEdit[] {
  const refused = composingOf(of.conversation).refused.filter((one) => one.of.id !== of.id)
  compose(of.conversation, { refused })
  return refused
}

function comeBack(desk: Desk, of: Editing, words: string, why: string): void {
  const now = composingOf(of.conversation)
  const free = now.editing === null && !desk.drafts.all.get()[draftOf(of.conversation, now)]?.trim()
  if (free) beginEdit(desk, of, words)
  compose(of.conversation, { refused: [...letGo(of), { of, words, why }] })
}
