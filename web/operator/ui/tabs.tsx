/** A phone's way between the lists, at the thumb. */
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { more } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import { listsOf } from '../state/state'
import { useStore } from '../state/store'
import { useConnectionWords } from './connection'
import { MyMenu } from './mymenu'
import { LIST_ICONS } from './rail'
import { useDesk, useSay } from './room'
import { go, ours, pathOf, route } from './route'

export function Tabs() {
  const say = useSay()
  const desk = useDesk()
  const current = useStore(route, (here) => here.list)
  const counts = useStore(desk.state, (state) => state.counts.it)
  const me = useStore(desk.state, (state) => state.me)
  const { words, lost } = useConnectionWords()
  return (
    <nav class="tabs" aria-label={say('lists')}>
      {listsOf(me).filter((list) => list === 'new' || list === 'mine' || list === 'unanswered').map((list) => (
        <a
          key={list} href={pathOf({ list, conversation: null, client: false })} aria-current={list === current ? 'page' : undefined}
          onClick={(event) => { if (ours(event)) { event.preventDefault(); go({ list, conversation: null, client: false }, true) } }}
        >
          <Icon path={LIST_ICONS[list]} />{say(`list_${list}`)}
          {list === 'new' && counts.new > 0 && <span class="unread">{counts.new > 99 ? '99+' : counts.new}</span>}
        </a>
      ))}
      <Menu label={say('more')} class={lost ? 'lost' : ''} button={<><Icon path={more} class="bold" />{say('more')}</>}>
        <p class="mi-head"><b>{plainName(me.name)}</b><br /><span class={lost ? 'link lost' : 'link'}><span>{words}</span></span></p>
        <hr />
        <MyMenu />
      </Menu>
    </nav>
  )
}
