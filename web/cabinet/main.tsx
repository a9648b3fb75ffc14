/** The cabinet: the door, then the home. */
import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { RequestRefused, request } from '../shared/ui/http'
import { saveLanguage, savedLanguage } from '../shared/ui/language'
import type { OwnerHome, OwnerProject } from '../shared/wire.gen'
import { AlertsPage } from './alerts/page'
import { AuditPage } from './audit/page'
import { First, Install } from './beginning'
import { SignedInDrawer } from './browsers'
import { CannedPage } from './canned'
import { Code } from './code'
import { CrmPage } from './crm/page'
import { Door } from './door'
import { forgetDrafts, unsaved } from './drafts/kept'
import { Letter, Reset, Start } from './doors'
import { DesktopPage } from './desktop/page'
import { Data, Ended } from './ending'
import { Home } from './home'
import { Members } from './members'
import { MultiwidgetPage } from './multiwidget/page'
import { Operators } from './operators'
import { PasswordChange } from './password'
import { SpeechContext, speech, useSpeech } from './room'
import { doorOf, go, goTo, useDoor, usePlace } from './route'
import { Lost, SignedOut } from './server'
import { HoursPage } from './showing/hours'
import { OfflinePage } from './offline/page'
import { PlacesPage } from './showing/places'
import { Side } from './side'
import { TextsPage } from './texts/page'
import { Naming } from './wizard'
import { Work } from './work'
import type { Key } from './words'
import '../shared/tokens.css'
import '../shared/ui/base.css'
import '../shared/ui/door.css'
import './cabinet.css'
import './people.css'
import './showing/showing.css'
import './texts/texts.css'
import './wizard.css'
import './code.css'
import './canned.css'

type Place = { at: 'nowhere' | 'broken' } | { at: 'door'; notice: Key | null } | { at: 'home'; home: OwnerHome }

const FRESH = 20_000
const TRY_AGAIN = 3_000

function App() {
  const [language, setLanguage] = useState(savedLanguage)
  const [place, setPlace] = useState<Place>({ at: 'nowhere' })
  const last = useRef('')
  /** Who comes back after a session's end finds what they had not saved; somebody else does not. */
  const sit = (home: OwnerHome): void => {
    if (last.current !== home.me.id) forgetDrafts()
    last.current = home.me.id
    setPlace({ at: 'home', home })
  }
  const fetchHome = useCallback(async () => {
    try {
      sit(await request<OwnerHome>(language, 'GET', '/api/owner/v1/home'))
    } catch (trouble) {
      const out = trouble instanceof RequestRefused && trouble.status === 401
      setPlace((was) => (out ? { at: 'door', notice: was.at === 'home' ? 'session_over' : null } : was.at === 'home' ? was : { at: 'broken' }))
    }
  }, [language])
  useEffect(() => void fetchHome(), [])
  const door = useDoor()
  const entered = (home: OwnerHome): void => {
    if (doorOf(location.pathname) !== 'in') go(home.projects.length === 0 ? { project: null, page: 'new' } : { project: null, page: 'home' })
    sit(home)
  }
  const renewed = (): void => {
    goTo('/cabinet/')
    setPlace({ at: 'door', notice: 'password_renewed' })
  }
  useEffect(() => {
    if (place.at !== 'home' && place.at !== 'broken') return
    const timer = setInterval(() => void (document.hidden || fetchHome()), place.at === 'home' ? FRESH : TRY_AGAIN)
    return () => clearInterval(timer)
  }, [place.at, fetchHome])
  const now = speech(language, (next) => {
    saveLanguage(next)
    setLanguage(next)
  })
  const signOut = (): void => {
    const out = (): void => {
      forgetDrafts()
      setPlace({ at: 'door', notice: null })
    }
    request(language, 'DELETE', '/api/owner/v1/session').then(out, (trouble) => trouble instanceof RequestRefused && trouble.status === 401 && out())
  }
  const lost = useCallback(() => void fetchHome(), [fetchHome])
  const over = useCallback(() => setPlace({ at: 'door', notice: 'session_over' }), [])
  useEffect(() => {
    document.title = now.say('app')
  }, [now.say])
  return (
    <SpeechContext.Provider value={now}>
      {door === 'start' && <Start entered={entered} />}
      {door === 'reset' && <Reset done={renewed} />}
      {(door === 'forgot' || door === 'join') && <Letter key={door} kind={door === 'join' ? 'join' : 'reset'} />}
      {door === 'in' && place.at === 'door' && <Door notice={place.notice} entered={entered} />}
      {door === 'in' && place.at === 'home' && (
        <SignedOut.Provider value={over}><Lost.Provider value={lost}><Cabinet home={place.home} refresh={fetchHome} signOut={signOut} /></Lost.Provider></SignedOut.Provider>
      )}
      {door === 'in' && place.at === 'broken' && (
        <main class="broken"><h1>{now.say('no_connection')}</h1><p role="alert">{now.say('no_server')}</p>
          <button type="button" class="btn" onClick={() => void fetchHome()}>{now.say('try_again')}</button></main>
      )}
    </SpeechContext.Provider>
  )
}

const PLACES = {
  operators: Operators, canned: CannedPage, work: Work, multiwidget: MultiwidgetPage, hours: HoursPage, places: PlacesPage, offline: OfflinePage, texts: TextsPage, code: Code, crm: CrmPage, alerts: AlertsPage, desktop: DesktopPage, members: Members, audit: AuditPage, data: Data,
} as const

/** The side, and the page that the address names; of a project that is not within reach, the home. The first steps stand alone. */
function Cabinet({ home, refresh, signOut }: { home: OwnerHome; refresh: () => Promise<void>; signOut: () => void }) {
  const place = usePlace()
  const [sheet, setSheet] = useState<'password' | 'browsers' | null>(null)
  const shut = (): void => setSheet(null)
  const { say } = useSpeech()
  const named = home.projects.find((one) => one.number === place.project) ?? null
  const known = useRef(new Map<number, OwnerProject>())
  home.projects.forEach((one) => known.current.set(one.number, one))
  const ended = (!named && place.project !== null && known.current.get(place.project)) || null
  const fresh = place.page === 'new' || (home.projects.length === 0 && home.founder && !ended)
  if (fresh) return <Naming project={null} made={refresh} />
  if (named && place.page === 'begin') return <Naming key={named.number} project={named} made={refresh} />
  if (named && place.page === 'install') return <Install project={named} refresh={refresh} />
  if (named && place.page === 'first') return <First project={named} refresh={refresh} me={home.me} />
  const Page = named && place.page in PLACES ? PLACES[place.page as keyof typeof PLACES] : null
  return (
    <div class="cabinet">
      <Side
        home={home} project={named ?? home.projects[0]} place={Page ? place : { project: null, page: 'home' }} signOut={signOut} changePassword={() => setSheet('password')}
        showBrowsers={() => setSheet('browsers')}
      />
      <main class="page">{Page && named ? <Page key={named.number} project={named} refresh={refresh} /> : ended ? <Ended project={ended} /> : <Home home={home} refresh={refresh} />}</main>
      {sheet === 'password' && <PasswordChange email={home.me.email} shut={shut} />}
      {sheet === 'browsers' && <SignedInDrawer title={say('signed_in')} path="/sessions" shut={shut} />}
    </div>
  )
}

addEventListener('beforeunload', (event) => unsaved() && event.preventDefault())
document.documentElement.lang = savedLanguage()
const root = document.querySelector('#app')
if (root) render(<App />, root)
