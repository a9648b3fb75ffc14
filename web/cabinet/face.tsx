/** An operator's face in the cabinet: the picture, or the initials, and whether they are there. */
import { hueOf, initials } from '../shared/face'
import type { OwnerOperator } from '../shared/wire.gen'

export function OperatorFace({ one }: { one: OwnerOperator }) {
  return (
    <span class="face d32" style={{ '--h': hueOf(one.id) }} aria-hidden="true">
      {one.avatar ? <img src={one.avatar} alt="" /> : initials(one.name)}
      {!one.disabled && <i class={`presence ${one.there}`} />}
    </span>
  )
}
