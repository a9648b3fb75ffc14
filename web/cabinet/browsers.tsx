/** Where somebody of the project is signed in, and the way to sign a browser out: one, or all others. */
import { useState } from 'preact/hooks'
import { Browsers } from '../shared/ui/browsers'
import { Coming } from '../shared/ui/coming'
import { RequestRefused } from '../shared/ui/http'
import type { SignedInBrowsers } from '../shared/wire.gen'
import { Drawer } from './controls'
import { useSpeech } from './room'
import { useAsk, useFetched } from './server'

export interface SignedInOptions {
  /** Where the sessions are asked for, and ended. */
  readonly path: string
  /** How many there will be, as far as it is known. */
  readonly rows?: number
  readonly changed?: () => void
}

/** In a drawer of its own: all others may be ended at once. */
export function SignedInDrawer({ title, path, shut }: SignedInOptions & { title: string; shut: () => void }) {
  return <Drawer title={title} shut={shut}><div class="stack"><SignedIn path={path} /></div></Drawer>
}

export function SignedIn({ path, rows = 2, changed }: SignedInOptions) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const { it, trouble, again } = useFetched<SignedInBrowsers>(path)
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)
  const end = (which: string): void => {
    if (busy) return
    setBusy(true)
    const fail = (why: unknown): void => setRefused(why instanceof RequestRefused && why.status !== 404 ? why.message || say('no_server') : '')
    ask('DELETE', path + which).then(() => setRefused(''), fail).then(again).then(changed).finally(() => setBusy(false))
  }
  if (!it) return trouble ? <p class="error" role="alert">{trouble.message || say('no_server')}</p> : <Coming rows={rows} words={say('loading')} />
  const mine = it.sessions.some((one) => one.this)
  const words = {
    here: say('browser_here'), unknown: say('browser_unknown'), end: say('sessions_end'),
    endNamed: (name: string) => say('browser_end', { name }), seen: (when: string) => say('browser_seen', { when }),
  }
  return (
    <>
      {it.sessions.length === 0 && <p class="quiet">{say('browsers_none')}</p>}
      <Browsers all={it.sessions} language={language} words={words} busy={busy} end={(id) => end(`/${id}`)} />
      {refused && <p class="error" role="alert">{refused}</p>}
      {it.sessions.length > (mine ? 2 : 1) && !changed && <p><button type="button" class="btn" aria-disabled={busy || undefined} onClick={() => end('')}>{say(mine ? 'browsers_end_others' : 'browsers_end_all')}</button></p>}
    </>
  )
}
