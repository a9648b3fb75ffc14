/** What a client gave for a conversation. */
import { Icon } from '../../shared/ui/icon'
import { star } from '../../shared/ui/icons'
import type { Conversation } from '../wire'
import { useSay } from './room'

/** What the client gave; below four it is marked as bad. */
export function Rating({ it, small = false }: { it: Conversation; small?: boolean }) {
  const say = useSay()
  if (it.rating === null) return null
  const bad = it.rating < 4
  const words = say(bad ? 'rated_badly' : 'rated', { n: it.rating })
  const label = it.rating_comment ? `${words}. ${it.rating_comment}` : words
  return (
    <span class={bad ? 'rating bad' : 'rating'} title={label}>
      <Icon path={star} size={small ? 's' : 'm'} /><span aria-hidden="true" class="num">{it.rating}</span><span class="unseen">{label}</span>
    </span>
  )
}
