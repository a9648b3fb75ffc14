/** The operators' app: the door, then the desk. */
import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Api, httpApi, RequestRefused } from './net/api'
import { Cupboard } from './net/cupboard'
import { Desk } from './net/desk'
import { desktop, ear } from './net/desktop'
import { Devices, renew } from './net/devices'
import { erase, eraseAll, keptOr, settleDown } from './net/keeper'
import { startWorker } from './net/worker'
import type { State } from './state/state'
import type { Overview, SignedIn } from './wire'
import type { Key } from './words/ru'
import { refusal } from './ui/acts'
import { Door } from './ui/door'
import { DeskContext, language, useSay } from './ui/room'
import { followFilter } from './ui/filters'
import { followOffer } from './ui/install'
import { followAddress, go, route } from './ui/route'
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
import './styles/notify.css'
import './styles/life.css'

type Place = { at: 'nowhere' } | { at: 'broken' } | { at: 'door'; notice: Key | null } | { at: 'desk'; desk: Desk }

const TRY_AGAIN = 3_000
const cupboard = new Cupboard()

function App({ api }: { api: Api }) {
  const [place, setPlace] = useState<Place>({ at: 'nowhere' })
  const desk = useRef<Desk | null>(null)
  const leaving = useRef(false)
  const leave = useCallback((notice: Key | null) => {
    const me = desk.current?.state.get().me.id
    desk.current?.stop()
    desk.current = null
    if (me) void erase(cupboard, me)
    setPlace({ at: 'door', notice })
  }, [])
  const sit = useCallback((begin: Overview | State, keptAt: number | null) => {
    desk.current = new Desk(api, begin, language.get, () => leave(leaving.current ? null : 'session_over'), keptAt)
    desk.current.start()
    setPlace({ at: 'desk', desk: desk.current })
    void settleDown(cupboard, begin.me.id)
    void renew(new Devices(language.get), begin.me.id)
  }, [api, leave])
  const entering = useRef(false)
  const asked = useRef(false)
  const enter = useCallback(async (signedIn = false) => {
    if (entering.current) return // one who is in a hurry sits down at one desk only
    entering.current = true
    try {
      if (signedIn) await eraseAll(cupboard)
      const first = !signedIn && !asked.current
      asked.current = true
      const begin = first ? await keptOr(cupboard, api.overview, (trouble) => !isOver(trouble)) : await api.overview()
      if ('state' in begin) return sit(begin.state, begin.at)
      rememberAtTheDoor(begin)
      sit(begin, null)
    } catch (trouble) {
      setPlace(isOver(trouble) ? { at: 'door', notice: signedIn ? 'no_cookies' : null } : { at: 'broken' })
    } finally {
      entering.current = false
    }
  }, [api, sit])
  const signOut = useCallback(() => {
    leaving.current = true
    api.signOut().then(() => leave(null), (trouble) => refusal.set(trouble)).finally(() => (leaving.current = false))
  }, [api, leave])
  useEffect(() => {
    void enter()
  }, [enter])
  useEffect(() => () => desk.current?.stop(), [])
  useEffect(() => void (place.at === 'door' && desktop()?.signed('')), [place])
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

const isOver = (trouble: unknown): boolean => trouble instanceof RequestRefused && trouble.status === 401

function Broken({ again }: { again: () => void }) {
  const say = useSay()
  return (
    <main class="void"><h1 class="title">{say('lost')}</h1><p role="alert">{say('no_server')}</p>
      <button type="button" class="btn" onClick={again}>{say('try_again')}</button></main>
  )
}

followAddress()
followFilter()
followOffer()
desktop()?.listen((said) => ear.heard(said))
startWorker((conversation) => conversation && go({ list: 'mine', conversation, client: false }), () => route.get().conversation)
document.documentElement.lang = language.get()
document.querySelector('link[rel=manifest]')?.setAttribute('href', `/operator/${language.get()}.webmanifest`)
const root = document.querySelector('#app')
if (root) render(<App api={httpApi(language.get)} />, root)
