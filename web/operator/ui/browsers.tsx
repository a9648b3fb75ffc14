/** Where one is signed in: each browser, when it was there last, and the way to sign it out. */
import { useEffect, useState } from 'preact/hooks'
import { Browsers } from '../../shared/ui/browsers'
import { Coming } from '../../shared/ui/coming'
import type { SignedInBrowser, SignedInBrowsers } from '../../shared/wire.gen'
import { RequestRefused } from '../net/api'
import { Sheet } from './help'
import { useDesk, useLanguage, useSay } from './room'

export function BrowsersSheet({ shut }: { shut: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const language = useLanguage()
  const [all, setAll] = useState<readonly SignedInBrowser[] | null>(null)
  const [trouble, setTrouble] = useState('')
  const show = (answer: Promise<SignedInBrowsers>): Promise<void> =>
    answer.then((found) => { setAll(found.sessions); setTrouble('') }, (why) => {
      if (why instanceof RequestRefused && why.status === 404) return show(desk.api.browsers()) // it has signed out by itself
      return setTrouble((why instanceof RequestRefused && why.message) || say('no_server'))
    })
  useEffect(() => void show(desk.api.browsers()), [desk])
  const words = {
    here: say('browser_here'), unknown: say('browser_unknown'), end: say('session_end'),
    endNamed: (name: string) => say('session_end_name', { name }), seen: (when: string) => say('browser_seen', { when }),
  }
  return (
    <Sheet title={say('signed_in')} shut={shut}>
      {all && <Browsers all={all} language={language} words={words} end={(id) => void show(desk.api.endBrowser(id))} />}
      {!all && !trouble && <Coming rows={2} words={say('loading')} />}
      {trouble && <p class="error" role="alert">{trouble}</p>}
      {all && all.length > 2 && <p class="deeds"><button type="button" class="btn" onClick={() => void show(desk.api.endBrowser(null))}>{say('sessions_end_others')}</button></p>}
    </Sheet>
  )
}
