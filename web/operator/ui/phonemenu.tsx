/** A narrow screen's menu in the head of a conversation: its status, who has it, its tags, its client; what a wider head shows at once. */
import { Icon } from '../../shared/ui/icon'
import { deal, give, lock, more, panel } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import type { Conversation } from '../wire'
import { handing, leading } from './acts'
import { Rating } from './rating'
import { useSay } from './room'
import { Status, StatusItems, useHandOver, useStatusLock } from './status'
import { TagItems } from './tags'

export function PhoneMenu({ it, openCard }: { it: Conversation; openCard: () => void }) {
  const say = useSay()
  const { words } = useHandOver(it)
  const locked = useStatusLock(it)
  return (
    <Menu label={say('more')} class="icon only-small" button={<Icon path={more} class="bold" />}>
      <p class="mi-head" role="presentation"><span class="status-line"><Status it={it} /><Rating it={it} small /></span><small>{words}</small></p>
      {locked === null ? <StatusItems it={it} /> : <Locked words={say('status_change')} why={locked} />}
      <hr />
      <HandOverItem it={it} />
      <button type="button" class="mi" role="menuitem" aria-haspopup="dialog" onClick={() => leading.set(it.id)}><Icon path={deal} size="m" /><span>{say('crm_create')}</span></button>
      <button type="button" class="mi" role="menuitem" onClick={openCard}><Icon path={panel} size="m" /><span>{say('client_card')}</span></button>
      <TagItems it={it} ruled />
    </Menu>
  )
}

function HandOverItem({ it }: { it: Conversation }) {
  const say = useSay()
  const { locked } = useHandOver(it)
  if (locked !== null) return <Locked words={say('hand_over')} why={locked} />
  return (
    <button type="button" class="mi" role="menuitem" aria-haspopup="dialog" onClick={() => handing.set(it.id)}>
      <Icon path={give} size="m" /><span>{say('hand_over')}</span>
    </button>
  )
}

/** What one may not do now stays in sight, and says why. */
function Locked({ words, why }: { words: string; why: string }) {
  return (
    <button type="button" class="mi" role="menuitem" aria-disabled="true">
      <Icon path={lock} size="m" /><span>{words}<small>{why}</small></span>
    </button>
  )
}
