/** The rail: the project, the lists with their live counts, the colleagues, the connection, oneself. */
import { useMemo } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { Mark } from '../../shared/ui/gazebo'
import { Icon } from '../../shared/ui/icon'
import { clock, done, inbox, layers, person, search, unfold } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import { type Availability, availability, listsOf, type ListName, type State } from '../state/state'
import { useStore } from '../state/store'
import type { Operator } from '../wire'
import { Bell } from './bell'
import { filter } from './filters'
import { useFinding } from './acts'
import { TagLinks } from './tags'
import { useConnectionWords } from './connection'
import { MyMenu, STANCE_WORDS } from './mymenu'
import { LeadsLink } from './leads/link'
import { leadsAt } from './leads/place'
import { OperatorFace } from './people'
import { useDesk, useLanguage, useSay } from './room'
import { ours, pathOf, route } from './route'
import { toList } from './strokes'

export const LIST_ICONS: Readonly<Record<ListName, string>> = { new: inbox, mine: person, unanswered: clock, all: layers, closed: done }

export function Rail() {
  const say = useSay()
  const desk = useDesk()
  const project = useStore(desk.state, (state) => state.project)
  const me = useStore(desk.state, (state) => state.me)
  const there = useStore(desk.state, mine)
  const find = useFinding()
  return (
    <nav class="rail" aria-label={say('lists')}>
      <div class="brand">
        <span class="logo"><Mark /></span>
        <div><b class="ell">{plainName(project.name)}</b><small class="num">{say('project_number', { number: project.number })}</small></div>
      </div>
      <button type="button" class="find" onClick={find} title={say('find')} aria-keyshortcuts="Control+K Meta+K"><Icon path={search} size="m" /><span class="label">{say('find')}</span><kbd>Ctrl K</kbd></button>
      {listsOf(me).map((list) => <ListLink key={list} list={list} />)}
      <LeadsLink />
      <TagLinks />
      <Colleagues />
      <span class="sp" />
      <Connection />
      <span class="edge" />
      <Menu
        label={plainName(me.name)} class="me"
        button={
          <>
            <OperatorFace operator={me} size="d32" there={there} />
            <div><b class="ell">{plainName(me.name)}</b><small class="ell">{say(STANCE_WORDS[me.stance ?? 'online'])}</small></div>
            <Icon path={unfold} size="s" />
          </>
        }
      >
        <MyMenu />
      </Menu>
    </nav>
  )
}

function ListLink({ list }: { list: ListName }) {
  const say = useSay()
  const language = useLanguage()
  const desk = useDesk()
  const count = useStore(desk.state, (state) => state.counts.it[list])
  const narrow = useStore(filter, (it) => it.tag !== null)
  const elsewhere = useStore(leadsAt, (at) => at !== null)
  const current = useStore(route, (it) => it.list === list) && !(list === 'all' && narrow) && !elsewhere
  const press = (event: MouseEvent): void => {
    if (!ours(event)) return
    event.preventDefault()
    toList(list)
  }
  const here = { list, conversation: null, client: false }
  return (
    <a class="nav" href={pathOf(here)} aria-current={current ? 'page' : undefined} onClick={press} title={say(`list_${list}`)}>
      <Icon path={LIST_ICONS[list]} size="m" />
      <span class="label ell">{say(`list_${list}`)}</span>
      {count > 0 && <span class={list === 'new' ? 'count hot' : list === 'unanswered' ? 'count late' : 'count'}>{count.toLocaleString(language)}</span>}
    </a>
  )
}

/** Everybody who may answer: those who are online first. */
function Colleagues() {
  const say = useSay()
  const desk = useDesk()
  const operators = useStore(desk.state, (state) => state.operators)
  const online = useStore(desk.state, (state) => state.online)
  const away = useStore(desk.state, (state) => state.away)
  const loads = useStore(desk.loads.known, (all) => all)
  const me = useStore(desk.state, (state) => state.me.id)
  const all = useMemo(() => colleagues(operators, { online, away }, me), [operators, online, away, me])
  if (all.length === 0) return null
  const here = [me, ...all.map((one) => one.id)].filter((id) => online.includes(id)).length
  return (
    <>
      <h2><span>{say('on_line')}</span><span class="num">{say('on_line_of', { online: here, all: all.length + 1 })}</span></h2>
      {all.slice(0, 12).map((one) => <Colleague key={one.id} one={one} there={availability({ online, away }, one.id)} load={loads?.[one.id]} />)}
    </>
  )
}

function Colleague({ one, there, load }: { one: Operator; there: Availability; load: number | undefined }) {
  const say = useSay()
  const limit = useStore(useDesk().state, (state) => state.project.settings.load_limit)
  return (
    <div class="nav thin" title={say(`is_${there}`)}>
      <OperatorFace operator={one} size="d24" there={there} />
      <span class="label ell">{plainName(one.name)}<span class="unseen">, {say(`is_${there}`)}</span></span>
      {load !== undefined && load > 0 && (
        <span class={limit > 0 && load >= limit ? 'load num full' : 'load num'} title={say('load', { n: load })}>{load}<span class="unseen"> {say('load', { n: '' })}</span></span>
      )}
    </div>
  )
}

/** One's own dot: what the colleagues see; before the server has told it, what was said by hand. */
function mine(state: State): Availability {
  const told = availability(state, state.me.id)
  return told === 'offline' ? (state.me.stance ?? 'online') : told
}

function colleagues(operators: Readonly<Record<string, Operator>>, there: Pick<State, 'online' | 'away'>, me: string): Operator[] {
  const others = Object.values(operators).filter((one) => one.id !== me && !one.disabled)
  const rank = (one: Operator): number => ['online', 'away', 'offline'].indexOf(availability(there, one.id))
  return others.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

function Connection() {
  const { words, lost } = useConnectionWords()
  return (
    <div class="linked">
      <div class={lost ? 'link lost' : 'link'} role="status" title={words}><span>{words}</span></div>
      <Bell />
    </div>
  )
}
