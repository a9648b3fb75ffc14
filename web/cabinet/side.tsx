/** The cabinet's side: the project, its sections, oneself. */
import { useEffect, useRef } from 'preact/hooks'
import { hueOf, initials } from '../shared/face'
import { plainName } from '../shared/linkify'
import { Mark } from '../shared/ui/gazebo'
import { Icon } from '../shared/ui/icon'
import { alert, bell, bin, check, clock, desktop, filter, globe, grid, history, house, inbox, layers, leave, lock, plug, plus, sliders, tags, team, unfold, users } from '../shared/ui/icons'
import { Menu } from '../shared/ui/menu'
import type { OwnerHome, OwnerProject } from '../shared/wire.gen'
import { NAMES, useSpeech } from './room'
import { follow, type PageName, pathOf, type Place } from './route'
import type { Key } from './words'

const SECTIONS: readonly (readonly [heading: Key, pages: readonly (readonly [PageName, string, Key])[]])[] = [
  ['chat', [['operators', users, 'operators'], ['canned', layers, 'canned'], ['work', sliders, 'work']]],
  ['settings', [['multiwidget', grid, 'multiwidget'], ['hours', clock, 'hours_page'], ['places', filter, 'places'], ['offline', inbox, 'offline_page'], ['texts', globe, 'texts_page'], ['code', tags, 'counter_code'], ['crm', plug, 'crm'], ['alerts', bell, 'alerts'], ['desktop', desktop, 'desktop_page']]],
  ['project', [['members', team, 'members'], ['audit', history, 'audit'], ['data', bin, 'data']]],
]

export interface SideOptions {
  readonly home: OwnerHome
  readonly project: OwnerProject | undefined
  readonly place: Place
  readonly signOut: () => void
  readonly changePassword: () => void
  readonly showBrowsers: () => void
}

export function Side({ home, project, place, signOut, changePassword, showBrowsers }: SideOptions) {
  const { say } = useSpeech()
  const at = (to: Place) => ({ href: pathOf(to), onClick: follow(to), 'aria-current': to.page === place.page ? ('page' as const) : undefined })
  const sections = useRef<HTMLDivElement>(null)
  useEffect(() => sections.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }), [place.page])
  return (
    <nav class="side" aria-label={say('sections')}>
      <Head home={home} project={project} place={place} />
      <div class="nav" ref={sections}>
        <a {...at({ project: null, page: 'home' })}><Icon path={house} size="m" /><span>{say('home')}</span></a>
        {project && SECTIONS.map(([heading, pages]) => (
          <>
            <h3 key={heading}>{say(heading)}</h3>
            {pages.map(([page, icon, words]) => {
              const wrong = (page === 'crm' && project.crm_problem) || (page === 'alerts' && project.alert_problem)
              return (
                <a key={page} {...at({ project: project.number, page })}>
                  <Icon path={icon} size="m" /><span>{say(words)}{wrong && <span class="unseen"> ({say('crm_problem')})</span>}</span>{wrong && <Icon path={alert} size="m" class="wrong" />}
                </a>
              )
            })}
          </>
        ))}
      </div>
      <span class="sp" />
      <Me home={home} project={project} signOut={signOut} changePassword={changePassword} showBrowsers={showBrowsers} />
    </nav>
  )
}

/** The project in hand; with several, a menu of them. */
function Head({ home, project, place }: Omit<SideOptions, 'signOut' | 'changePassword' | 'showBrowsers'>) {
  const { say } = useSpeech()
  if (!project) return <div class="brand"><span class="logo"><Mark /></span><b>{say('app')}</b></div>
  const words = (
    <>
      <span class="logo"><Mark /></span>
      <span class="who"><b class="ell">{plainName(project.name)}</b><small class="num">{say('project_number', { number: project.number })}</small></span>
    </>
  )
  if (home.projects.length < 2 && !home.founder) return <div class="brand">{words}</div>
  return (
    <Menu label={say('projects')} class="brand" button={<>{words}<Icon path={unfold} size="s" /></>}>
      {home.projects.map((one) => {
        const to: Place = { project: one.number, page: place.page === 'home' || place.page === 'new' ? 'operators' : place.page }
        return (
          <a key={one.number} class="mi" role="menuitemradio" aria-checked={one === project} href={pathOf(to)} onClick={follow(to)}>
            <span>{plainName(one.name)}</span>{one === project && <Icon path={check} size="m" />}
          </a>
        )
      })}
      {home.founder && <hr />}
      {home.founder && <a class="mi" role="menuitem" href="/cabinet/new" onClick={follow({ project: null, page: 'new' })}><Icon path={plus} size="m" /><span>{say('project_new')}</span></a>}
    </Menu>
  )
}

function Me({ home, project, signOut, changePassword, showBrowsers }: Omit<SideOptions, 'place'>) {
  const { say, language, set } = useSpeech()
  const name = plainName(home.me.name)
  return (
    <Menu
      label={name} class="me"
      button={
        <>
          <span class="face d32" style={{ '--h': hueOf(home.me.id) }} aria-hidden="true">{initials(name)}</span>
          <span class="who"><b class="ell">{name}</b><small class="ell">{say(project?.standing ?? 'owner')}</small></span>
          <Icon path={unfold} size="s" />
        </>
      }
    >
      {(['ru', 'en'] as const).map((one) => (
        <button key={one} type="button" class="mi" role="menuitemradio" aria-checked={one === language} lang={one} onClick={() => set(one)}>
          <span>{NAMES[one]}</span>{one === language && <Icon path={check} size="m" />}
        </button>
      ))}
      <hr />
      <button type="button" class="mi" role="menuitem" onClick={changePassword}><Icon path={lock} size="m" /><span>{say('password_change')}</span></button>
      <button type="button" class="mi" role="menuitem" onClick={showBrowsers}><Icon path={desktop} size="m" /><span>{say('signed_in')}</span></button>
      <button type="button" class="mi" role="menuitem" onClick={signOut}><Icon path={leave} size="m" turns /><span>{say('sign_out')}</span></button>
    </Menu>
  )
}
