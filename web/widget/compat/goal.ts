/** `roistatGoal.reach`: a request that a form of the page leaves. */
import { tell } from './page'

/** Answers the page's callback: this server takes no requests from forms yet, and says so rather than lose one in silence. */
export function reach(_payload: unknown, callback?: unknown): void {
  tell(callback, { status: 'error', error: 'not_supported' })
}
