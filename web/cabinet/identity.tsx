/** The secret with which the site signs who its visitors are: shown when it is asked for, changed without a break. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../shared/ui/http'
import type { OwnerIdentity } from '../shared/wire.gen'
import { useSpeech } from './room'
import { useAsk, useFetched } from './server'
import { Copyable } from './snippet'

const SELDOM = 60_000

export function Identity({ path }: { path: string }) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const { it, again } = useFetched<OwnerIdentity>(`${path}/identity`, SELDOM)
  const [shown, setShown] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  if (!it) return null
  const change = (method: 'POST' | 'DELETE'): void => {
    setTrouble(null)
    ask(method, `${path}/identity/rotation`).then(again, (why) => setTrouble((why instanceof RequestRefused && why.message) || say('no_server')))
  }
  const secret = it.secret ?? ''
  return (
    <section class="sheet padded" aria-label={say('identity')}>
      <h2>{say('identity')}</h2>
      <p class="why">{say('identity_then')}</p>
      {secret && shown && <Copyable label={say('identity_secret')} code={secret} first={false} />}
      {secret && !shown && <p><button type="button" class="btn" onClick={() => setShown(true)}>{say('identity_show')}</button></p>}
      {it.previous !== null && <p class="why" role="status">{say('identity_both', { when: new Date(it.changed_at).toLocaleDateString(language, { dateStyle: 'long' }) })}</p>}
      <p class="acts">
        {it.previous === null
          ? <button type="button" class="btn quiet" onClick={() => change('POST')}>{say(secret ? 'identity_rotate' : 'identity_make')}</button>
          : <button type="button" class="btn quiet" onClick={() => change('DELETE')}>{say('identity_end')}</button>}
      </p>
      {trouble && <p class="error" role="alert">{trouble}</p>}
    </section>
  )
}
