/** What was written without a connection and cannot be said any more, because a colleague has the conversation now: told, and kept until read. */
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { alert } from '../../shared/ui/icons'
import { useStore } from '../state/store'
import { useDesk, useSay } from './room'
import { go, route } from './route'

/** The words that did not go to this conversation, where the conversation itself is no longer ours to see. */
export function Stranded({ id }: { id: string }) {
  const say = useSay()
  const desk = useDesk()
  const all = useStore(desk.unsent, (items) => items)
  const stranded = all.filter((item) => item.body.conversation === id && item.failed !== undefined)
  if (stranded.length === 0) return null
  return (
    <section class="stranded" role="alert">
      <h2>{say('stranded')}</h2>
      {stranded.map((item) => (
        <div key={item.id}>
          <p class="said">{[item.body.text, ...(item.body.files ?? []).map((file) => plainName(file.name))].filter(Boolean).join('\n')}</p>
          <small>{item.failed}</small>
          <button type="button" class="btn" onClick={() => desk.discard(item.id)}>{say('failed_discard')}</button>
        </div>
      ))}
    </section>
  )
}

/** Says it wherever one is, and leads there. */
export function StrandedToast() {
  const say = useSay()
  const desk = useDesk()
  const all = useStore(desk.unsent, (items) => items)
  const here = useStore(route, (it) => it.conversation)
  const first = useStore(desk.state, ({ conversations }) => all.find(({ failed, body }) => failed !== undefined && !conversations.has(body.conversation) && body.conversation !== here))
  if (!first) return null
  return (
    <div class="toast">
      <Icon path={alert} size="m" /><span>{say('failed', { why: first.failed ?? '' })}</span>
      <button type="button" class="btn sm" onClick={() => go({ conversation: first.body.conversation, client: false })}>{say('stranded_show')}</button>
    </div>
  )
}
