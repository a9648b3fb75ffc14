/** Whether the app is connected: one quiet line, and a strip over the conversation when it is not. */
import { useEffect, useState } from 'preact/hooks'
import { clock, shortly } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { offline } from '../../shared/ui/icons'
import { renewApp } from '../net/worker'
import { useStore } from '../state/store'
import { useDesk, useLanguage, useSay } from './room'

/** A blink of the network is nobody's business. */
const PATIENCE = 1_500
/** The close code of a page whose address the server does not accept. */
const REFUSED = 4003

export function useConnectionWords(): { words: string; lost: boolean } {
  const say = useSay()
  const connection = useStore(useDesk().connection, (it) => it)
  const lost = useLost()
  if (connection.state === 'open' || (!lost && connection.times > 0)) return { words: say('connected'), lost: false }
  return { words: say(lost ? 'lost' : 'connecting'), lost }
}

/** True when there has been no connection for longer than a blink. */
export function useLost(): boolean {
  const { state, lostAt } = useStore(useDesk().connection, (it) => it)
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (lostAt === null) return
    const timer = setTimeout(() => setLate(true), Math.max(0, lostAt + PATIENCE - Date.now()))
    return () => clearTimeout(timer)
  }, [lostAt])
  return state === 'ended' || (lostAt !== null && late)
}

/** Over the list, when all of it is from before: nobody has answered since the app was opened. */
export function OldStrip() {
  const say = useSay()
  const language = useLanguage()
  const desk = useDesk()
  const never = useStore(desk.connection, (it) => it.times === 0)
  const lost = useLost()
  if (!lost || !never || desk.keptAt === null) return null
  return <p class="strip old" role="status"><Icon path={offline} size="m" /><span>{say('seen_last', { when: shortly(desk.keptAt, Date.now(), language) })}</span></p>
}

export function LostStrip() {
  const say = useSay()
  const language = useLanguage()
  const desk = useDesk()
  const connection = useStore(desk.connection, (it) => it)
  const lost = useLost()
  if (!lost) return null
  const ended = connection.state === 'ended'
  const refused = ended && connection.code === REFUSED
  const title = refused ? '' : ended ? say('old_app') : say('lost_since', { time: clock(connection.lostAt ?? Date.now(), language) })
  return (
    <div class="strip" role="status">
      <Icon path={offline} size="m" />
      <div>{title && <b>{title} </b>}{say(refused ? 'refused_here' : ended ? 'old_app_then' : 'lost_then')}</div>
      <button type="button" class="btn" onClick={() => (ended ? void renewApp() : desk.reconnect())}>{say(ended ? 'reload' : 'connect_now')}</button>
    </div>
  )
}
