/** A chat of Telegram: a link that works once, and what the bot has seen. */
import { useEffect, useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { check, info } from '../../shared/ui/icons'
import type { OwnerAlertConnected, OwnerAlertInvitation } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import { USUAL } from './kinds'

const LOOK = 2_000

export function Telegram({ path, again, shut }: { path: string; again: () => Promise<void>; shut: () => void }) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const [invited, setInvited] = useState<OwnerAlertInvitation | null>(null)
  const [seen, setSeen] = useState<string | null>(null)
  const [error, setError] = useState('')
  const begin = (): void => {
    setError('')
    ask<OwnerAlertInvitation>('POST', `${path}/telegram`, { events: USUAL, language }).then(setInvited, (why: unknown) => {
      if (!(why instanceof RequestRefused)) throw why
      setError(why.message || say('no_server'))
    })
  }
  useEffect(begin, [])
  useEffect(() => {
    if (!invited || seen !== null) return
    const timer = setInterval(() => {
      ask<OwnerAlertConnected>('GET', `${path}/telegram/${invited.id}`).then(({ way }) => {
        if (!way) return
        setSeen(plainName(way.name))
        void again()
      }, (why: unknown) => {
        if (!(why instanceof RequestRefused)) throw why
        if (why.status !== 404) return
        setInvited(null)
        setError(say('alert_tg_over'))
      })
    }, LOOK)
    return () => clearInterval(timer)
  }, [invited, seen])
  return (
    <>
      <ol class="stack steps">
        <li>
          <b>{say('alert_tg_open')}</b><p>{say('alert_tg_open_then')}</p>
          {invited && (
            <p class="links">
              <a class={seen === null ? 'btn main' : 'btn'} href={invited.link} target="_blank" rel="noopener noreferrer">{say('alert_tg_mine')}</a>
              <a class="btn" href={invited.group_link} target="_blank" rel="noopener noreferrer">{say('alert_tg_group')}</a>
            </p>
          )}
          {error && <p class="error" role="alert"><Icon path={info} size="s" />{error}</p>}
          {error && <button type="button" class="btn" onClick={begin}>{say('alert_tg_begin')}</button>}
        </li>
        <li>
          <div role="status">{seen === null ? <b class="quiet">{say('alert_tg_wait')}</b> : <b class="well"><Icon path={check} size="m" />{say('alert_tg_seen', { name: seen })}</b>}</div>
        </li>
      </ol>
      <footer><span class="sp" /><button type="button" class={seen === null ? 'btn quiet' : 'btn main'} onClick={shut}>{say(seen === null ? 'cancel' : 'alert_done')}</button></footer>
    </>
  )
}
