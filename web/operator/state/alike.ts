/** Whether a line that was made anew would be drawn as it stands: with every message all lines are made, and few are others. */
import type { Done } from './between'
import type { Group, Line } from './lines'

export function drawnAlike(a: Line | Done, b: Line | Done): boolean {
  if (a.key !== b.key) return false
  if (a.kind === 'group') return b.kind === 'group' && isSameGroup(a, b)
  if (a.kind === 'note') return b.kind === 'note' && a.note === b.note && a.pending === b.pending
  if (a.kind === 'deed') return b.kind === 'deed' && a.deed === b.deed && a.then.length === b.then.length && a.then.every((one, i) => one === b.then[i])
  return a.kind === b.kind && a.at === b.at
}

function isSameGroup(a: Group, b: Group): boolean {
  const frame = a.ours === b.ours && a.operator === b.operator && a.joined === b.joined && a.goesOn === b.goesOn
  return frame && a.said.length === b.said.length && a.said.every((said, i) => said === b.said[i])
}
