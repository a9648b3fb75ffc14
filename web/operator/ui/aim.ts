/** What in a conversation shall be brought before the eye: a message by its number, loaded and drawn or not, or the end. */
import { store } from '../state/store'

export interface Aim {
  readonly conversation: string
  readonly at: number | 'end'
}

/** Set it, and open the conversation if another one is open; whoever shows the thread goes there and takes it off. */
export const aim = store<Aim | null>(null)
