/** The card over everything while the ladder calls this operator: who waits the longest, the way there, and quiet. */
import { Icon } from '../../shared/ui/icon'
import { bellOff, close } from '../../shared/ui/icons'
import { RINGING } from '../state/calls'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import { ClientFace, clientName } from './people'
import { useClock, useDesk, useSay } from './room'
import { go } from './route'

export function CallCard() {
  const say = useSay()
  const desk = useDesk()
  const all = useStore(desk.calls.all, (calls) => calls)
  const conversations = useStore(desk.state, (state) => state.conversations)
  const known = all.flatMap((call) => conversations.get(call.conversation)?.it ?? []).sort((a, b) => (a.waiting_since ?? 0) - (b.waiting_since ?? 0))
  const [first] = known
  const since = first?.waiting_since ?? 0
  const time = useClock((now) => span(now - since, say))
  if (!first) return null
  const rings = all.some((call) => RINGING.has(call.step) && !call.hushed)
  return (
    <section class="toasts calls" aria-label={say('told_called')}><div class="toast call">
      <ClientFace it={first} />
      <div class="named"><b class="ell said">{clientName(first, say)}</b><span class="waits">{say('waits', { time })}</span></div>
      <button type="button" class="icon sm shut" aria-label={say('shut')} onClick={() => desk.calls.see(first.id)}><Icon path={close} size="s" /></button>
      <p class="said">{first.last_message?.text}</p>
      {known.length > 1 && <small>{say('call_more', { n: known.length - 1 })}</small>}
      <div class="deeds">
        <button type="button" class="btn main sm" onClick={() => go({ list: first.status === 'new' ? 'new' : first.assignee === desk.state.get().me.id ? 'mine' : 'all', conversation: first.id, client: false })}>{say('call_open')}</button>
        {rings && <button type="button" class="btn sm" onClick={() => desk.calls.hush()}><Icon path={bellOff} size="s" />{say('call_hush')}</button>}
      </div>
    </div></section>
  )
}
