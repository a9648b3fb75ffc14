/** The operators' app: the door, then the desk. */
import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Api, httpApi, RequestRefused } from './net/api'
import { Desk } from './net/desk'
import type { SignedIn } from './wire'
import type { Key } from './words/ru'
import { refusal } from './ui/acts'
import { Door } from './ui/door'
import { DeskContext, language, useSay } from './ui/room'
import { followFilter } from './ui/filters'
import { followAddress } from './ui/route'
import { Shell } from './ui/shell'
import { knownAtTheDoor, rememberAtTheDoor } from './ui/known'
import '../shared/tokens.css'
import '../shared/ui/base.css'
import '../shared/ui/door.css'
import './styles/frame.css'
import './styles/list.css'
import './styles/tags.css'
import './styles/palette.css'
import './styles/talk.css'
import './styles/composer.css'
import './styles/files.css'
import './styles/card.css'
import './styles/crm.css'
import './styles/told.css'
import './styles/life.css'

type Place = { at: 'nowhere' } | { at: 'broken' } | { at: 'door'; notice: Key | null } | { at: 'desk'; desk: Desk }

const TRY_AGAIN = 3_000

function App({ api }: { api: Api }) {
  const [place, setPlace] = useState<Place>({ at: 'nowhere' })
  const desk = useRef<Desk | null>(null)
  const leaving = useRef(false)
  const leave = useCallback((notice: Key | null) => {
    desk.current?.stop()
    desk.current = null
    setPlace({ at: 'door', notice })
  }, [])
  const entering = useRef(false)
  const enter = useCallback(async (signedIn = false) => {
    if (entering.current) return // one who is in a hurry sits down at one desk only
    entering.current = true
    try {
      const overview = await api.overview()
      rememberAtTheDoor(overview)
      desk.current = new Desk(api, overview, language.get, () => leave(leaving.current ? null : 'session_over'))
      desk.current.start()
      setPlace({ at: 'desk', desk: desk.current })
    } catch (trouble) {
      setPlace(trouble instanceof RequestRefused && trouble.status === 401 ? { at: 'door', notice: signedIn ? 'no_cookies' : null } : { at: 'broken' })
    } finally {
      entering.current = false
    }
  }, [api, leave])
  const signOut = useCallback(() => {
    leaving.current = true
    api.signOut().then(() => leave(null), (trouble) => refusal.set(trouble)).finally(() => (leaving.current = false))
  }, [api, leave])
  useEffect(() => {
    void enter()
  }, [enter])
  useEffect(() => () => desk.current?.stop(), [])
  useEffect(() => {
    if (place.at !== 'broken') return
    const timer = setTimeout(() => void enter(), TRY_AGAIN)
    return () => clearTimeout(timer)
  }, [place, enter])
  if (place.at === 'nowhere') return null
  if (place.at === 'broken') return <Broken again={() => void enter()} />
  if (place.at === 'desk') return <DeskContext.Provider value={place.desk}><Shell signOut={signOut} /></DeskContext.Provider>
  return <Door api={api} known={knownAtTheDoor()} notice={place.notice} entered={(_: SignedIn) => enter(true)} />
}

function Broken({ again }: { again: () => void }) {
  const say = useSay()
  return (
    <main class="void"><h1 class="title">{say('lost')}</h1><p role="alert">{say('no_server')}</p>
      <button type="button" class="btn" onClick={again}>{say('try_again')}</button></main>
  )
}

followAddress()
followFilter()
document.documentElement.lang = language.get()
const root = document.querySelector('#app')
if (root) render(<App api={httpApi(language.get)} />, root)
