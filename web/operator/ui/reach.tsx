/** On a phone: call the client, write to them, hand their conversation over, make a lead, under the thumb. */
import { Icon } from '../../shared/ui/icon'
import { call, deal, give, mail } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import type { Card, Conversation } from '../wire'
import { handing, leading, refusal } from './acts'
import { useSay } from './room'
import { useHandOver } from './status'

export function Reach({ it, contact }: { it: Conversation; contact: Card['contact'] }) {
  const say = useSay()
  const { locked } = useHandOver(it)
  const press = (): void => (locked === null ? handing.set(it.id) : refusal.set(new RequestRefused(0, 'locked', {}, locked)))
  return (
    <div class="reach">
      {contact?.phone && <a href={`tel:${contact.phone}`}><Icon path={call} />{say('reach_call')}</a>}
      {contact?.email && <a href={`mailto:${encodeURIComponent(contact.email)}`}><Icon path={mail} />{say('reach_write')}</a>}
      <button type="button" aria-disabled={locked !== null || undefined} title={locked ?? undefined} onClick={press}><Icon path={give} />{say('reach_hand')}</button>
      <button type="button" aria-haspopup="dialog" onClick={() => leading.set(it.id)}><Icon path={deal} />{say('crm_reach')}</button>
    </div>
  )
}
