/** In place of the canned responses while they are not there: that they are on their way, or that they did not come. */
import { Coming } from '../../shared/ui/coming'
import { useStore } from '../state/store'
import { useDesk, useSay } from './room'

export function NotYet() {
  const say = useSay()
  const { library } = useDesk()
  const failed = useStore(library.failed, (it) => it)
  if (!failed) return <Coming rows={3} words={say('loading')} />
  return (
    <>
      <p class="how" role="alert">{say('canned_failed')}</p>
      <p><button type="button" class="btn" onClick={() => void library.fetch()}>{say('try_again')}</button></p>
    </>
  )
}
