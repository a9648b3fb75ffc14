/** This browser: told of problems though the cabinet is closed. The operators' worker shows what comes: one browser has one. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import { subscribed } from '../../shared/subscription'
import { working } from '../../shared/worker'
import { Locked } from '../controls'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import { USUAL } from './kinds'

function canPush(): boolean {
  return isSecureContext && 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis
}

export function Browser({ path, pushKey, shut }: { path: string; pushKey: string; shut: () => void }) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const add = async (): Promise<void> => {
    const leave = await Notification.requestPermission()
    if (leave !== 'granted') return setError(say(leave === 'denied' ? 'alert_push_denied' : 'alert_push_unasked'))
    await ask('PUT', `${path}/push`, { ...(await subscribed(await working(), pushKey)), events: USUAL, language })
    shut()
  }
  const press = (): void => {
    if (busy) return
    setBusy(true)
    setError('')
    add().catch((why: unknown) => setError(why instanceof RequestRefused ? why.message || say('no_server') : say('alert_push_failed'))).finally(() => setBusy(false))
  }
  if (!canPush()) return <div class="stack"><Locked>{say('alert_unset_push')}</Locked></div>
  return (
    <>
      <div class="stack">
        <p>{say('alert_push_then')}</p>
        {error && <p class="error" role="alert"><Icon path={info} size="s" />{error}</p>}
      </div>
      <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button type="button" class="btn main" aria-disabled={busy || undefined} onClick={press}>{say('alert_add')}</button></footer>
    </>
  )
}
