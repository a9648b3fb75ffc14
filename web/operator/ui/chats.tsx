/** One's own chats of Telegram: the ladder writes there when one does not answer. Nothing stands here where the server has no bot. */
import { useEffect, useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { request, RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { bin, plane } from '../../shared/ui/icons'
import type { TelegramChat, TelegramChats, TelegramInvitation } from '../wire'
import { language, useSay } from './room'

const BASE = '/api/operator/v1/telegram'
const LOOK = 2_000

export function Chats() {
  const say = useSay()
  const [all, setAll] = useState<TelegramChats | null>(null)
  const [invited, setInvited] = useState<TelegramInvitation | null>(null)
  const [trouble, setTrouble] = useState('')
  const refused = (why: unknown): void => setTrouble((why instanceof RequestRefused && why.message) || say('no_server'))
  const show = (asking: Promise<TelegramChats>): Promise<void> => asking.then(setAll, refused)
  const list = (): Promise<TelegramChats> => request(language.get(), 'GET', BASE)
  useEffect(() => void show(list()), [])
  const known = all?.chats.length ?? 0
  useEffect(() => {
    if (!invited) return
    const look = (): void => {
      if (Date.now() > invited.expires_at) return over()
      void list().then((now) => { if (now.chats.length > known) setInvited(null); setAll(now) }, () => {})
    }
    const timer = setInterval(look, LOOK)
    return () => clearInterval(timer)
  }, [invited, known])
  const over = (): void => {
    setInvited(null)
    setTrouble(say('chat_over'))
  }
  const invite = (): void => {
    setTrouble('')
    request<TelegramInvitation>(language.get(), 'POST', BASE, { language: language.get() }).then(setInvited, refused)
  }
  if (all ? !all.able : !trouble) return null
  return (
    <section aria-label={say('chats')}>
      <h3>{say('chats')}</h3>
      <p class="hint">{say('chats_why')}</p>
      {all && all.chats.length > 0 && <ul class="browsers devices">{all.chats.map((one) => <Chat key={one.id} one={one} forget={() => void show(request(language.get(), 'DELETE', `${BASE}/${one.id}`))} />)}</ul>}
      {all && <div class="choice">
        <span role="status">{invited ? say('chat_wait') : known > 0 ? say('chat_seen') : ''}</span>
        {invited ? <a class="btn main" href={invited.link} target="_blank" rel="noopener noreferrer">{say('chat_open')}</a> : <button type="button" class="btn" onClick={invite}>{say('chat_connect')}</button>}
      </div>}
      {trouble && <p class="error" role="alert">{trouble}</p>}
    </section>
  )
}

function Chat({ one, forget }: { one: TelegramChat; forget: () => void }) {
  const say = useSay()
  const name = plainName(one.name)
  return (
    <li>
      <Icon path={plane} size="m" />
      <div><b>{name}</b>{one.fault && <small class="error">{say(one.fault === 'alert_gone' ? 'fault_alert_gone' : 'fault_alert_other')}</small>}</div>
      <button type="button" class="icon sm" aria-label={say('chat_forget', { name })} onClick={forget}><Icon path={bin} size="m" /></button>
    </li>
  )
}
