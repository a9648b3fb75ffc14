/** One's own picture, which clients see beside one's answers. */
import { AvatarField } from '../../shared/ui/avatar'
import { useStore } from '../state/store'
import { Sheet } from './help'
import { OperatorFace } from './people'
import { useDesk, useLanguage, useSay } from './room'

export function AvatarSheet({ shut }: { shut: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const words = {
    choose: say('avatar_choose'), another: say('avatar_another'), remove: say('avatar_remove'), kinds: say('avatar_kinds'),
    takeSquare: say('avatar_square'), noServer: say('no_server'),
  }
  return (
    <Sheet title={say('avatar')} shut={shut}>
      <AvatarField address="/api/operator/v1/avatar" language={useLanguage()} words={words} has={me.avatar !== null} changed={(avatar) => desk.wear(avatar)}>
        <OperatorFace operator={me} size="d64" />
      </AvatarField>
    </Sheet>
  )
}
