/** Which of the ways somebody is offered. */
import type { VisitorWay } from '../../../shared/wire.gen'

/** While nobody is there, a chat that hides is for those alone who have a conversation; the other ways stay. */
export async function offeredTo(ways: readonly VisitorWay[], known: () => Promise<boolean>): Promise<VisitorWay[]> {
  const here = !ways.some(({ away }) => away) || (await known().catch(() => false))
  return ways.filter(({ away }) => here || !away)
}
