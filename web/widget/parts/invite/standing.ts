/**
 * The words while they stand. The project may change them meanwhile, or invite nobody any more: a page that hears of new settings says so
 * with the button, whose name is set anew then; one that hears of nothing asks when its visitor comes back to it. No timer is set.
 */
import type { VisitorInvitation } from '../../../shared/wire.gen'
import type { Stage } from '../../contract'
import { showBubble } from './bubble'

export interface Standing {
  /** Which invitation it is. */
  readonly name: string
  ask(): Promise<VisitorInvitation>
  accept(): void
  refuse(): void
  /** Nobody invites any more. */
  over(): void
}

/** Shows them until what it returns is called. */
export function stand(stage: Stage, { name, ask, accept, refuse, over }: Standing, said: VisitorInvitation): () => void {
  const { launcher, settings } = stage
  const looked = () => settings.shown.look + launcher.lang
  let live = true
  let look = looked()
  let now = said
  let away = showBubble(stage, said, accept, refuse)
  const observer = new MutationObserver(() => (settings.invite?.name !== name ? over() : looked() !== look && void renew().catch(() => {})))
  const back = () => void (document.hidden || renew().catch(() => {}))
  observer.observe(launcher, { attributes: true, attributeFilter: ['aria-label'] })
  document.addEventListener('visibilitychange', back)

  async function renew(): Promise<void> {
    const before = look
    look = looked()
    const fresh = await ask()
    if (!live) return
    if (!fresh.people.length) return over()
    if (look === before && JSON.stringify(fresh) === JSON.stringify(now)) return
    now = fresh
    away()
    away = showBubble(stage, fresh, accept, refuse)
  }

  return () => {
    live = false
    observer.disconnect()
    document.removeEventListener('visibilitychange', back)
    away()
  }
}
