/** A phone's way between the lists, at the thumb. */
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { more } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import { type ListName, listsOf } from '../state/state'
import { useStore } from '../state/store'
import { useConnectionWords } from './connection'
import { filter } from './filters'
import { LeadsItem } from './leads/link'
import { leadsAt } from './leads/place'
import { MyMenu } from './mymenu'
import { LIST_ICONS } from './rail'
import { useDesk, useLanguage, useSay } from './room'
import { ours, pathOf, route } from './route'
import { toList, toTag } from './strokes'
import { TagMark } from './tags'

/** The lists at the thumb; the others stand in the menu. */
const TABS: readonly ListName[] = ['new', 'mine', 'unanswered']

export function Tabs() {
  const say = useSay()
  const language = useLanguage()
  const desk = useDesk()
  const current = useStore(route, (here) => here.list)
  const counts = useStore(desk.state, (state) => state.counts.it)
  const me = useStore(desk.state, (state) => state.me)
  const tags = useStore(desk.state, (state) => state.tags)
  const tag = useStore(filter, (it) => it.tag)
  const { words, lost } = useConnectionWords()
  const leads = useStore(leadsAt, (at) => at !== null)
  return (
    <nav class="tabs" aria-label={say('lists')}>
      {listsOf(me).filter((list) => TABS.includes(list)).map((list) => (
        <a
          key={list} href={pathOf({ list, conversation: null, client: false })} aria-current={list === current && !leads ? 'page' : undefined}
          onClick={(event) => { if (ours(event)) { event.preventDefault(); toList(list, true) } }}
        >
          <Icon path={LIST_ICONS[list]} />{say(list === 'unanswered' ? 'tab_unanswered' : `list_${list}`)}
          {list !== 'mine' && <Count n={counts[list]} late={list === 'unanswered'} />}
        </a>
      ))}
      <Menu label={say('more')} class={[lost && 'lost', (leads || !TABS.includes(current)) && 'here'].filter(Boolean).join(' ')} button={<><Icon path={more} class="bold" />{say('more')}</>}>
        <p class="mi-head"><b>{plainName(me.name)}</b><br /><span class={lost ? 'link lost' : 'link'}><span>{words}</span></span></p>
        <hr />
        {listsOf(me).filter((list) => !TABS.includes(list)).map((list) => (
          <button key={list} type="button" class="mi" role="menuitem" aria-current={list === current && tag === null ? 'page' : undefined} onClick={() => toList(list)}>
            <Icon path={LIST_ICONS[list]} size="m" /><span>{say(`list_${list}`)}</span><small class="num">{counts[list].toLocaleString(language)}</small>
          </button>
        ))}
        <LeadsItem />
        {tags.length > 0 && <hr />}
        {tags.map((one) => (
          <button key={one.id} type="button" class="mi" role="menuitem" aria-current={one.id === tag ? 'page' : undefined} onClick={() => toTag(one.id)}>
            <TagMark tag={one} /><small class="num">{(counts.tags[one.id] ?? 0).toLocaleString(language)}</small>
          </button>
        ))}
        <hr />
        <MyMenu />
      </Menu>
    </nav>
  )
}

function Count({ n, late }: { n: number; late: boolean }) {
  return n > 0 ? <span class={late ? 'unread late' : 'unread'}>{n > 99 ? '99+' : n}</span> : null
}
