/** The way to the leads of the project's own CRM: in the rail, and in a phone's menu. While the project works in another CRM, there as long as leads are. */
import { Icon } from '../../../shared/ui/icon'
import { grid } from '../../../shared/ui/icons'
import { useStore } from '../../state/store'
import { ours } from '../route'
import { useSay } from '../room'
import { useOwn } from './own'
import { LEADS, leadsAt, toLeads } from './place'

function useThere(): boolean {
  const own = useOwn()
  return own !== null && (own.on || own.leads)
}

export function LeadsLink() {
  const say = useSay()
  const there = useThere()
  const here = useStore(leadsAt, (at) => at !== null)
  if (!there) return null
  const press = (event: MouseEvent): void => {
    if (!ours(event)) return
    event.preventDefault()
    toLeads()
  }
  return (
    <a class="nav" href={LEADS} aria-current={here ? 'page' : undefined} onClick={press} title={say('leads')}>
      <Icon path={grid} size="m" /><span class="label ell">{say('leads')}</span>
    </a>
  )
}

export function LeadsItem() {
  const say = useSay()
  const there = useThere()
  const here = useStore(leadsAt, (at) => at !== null)
  if (!there) return null
  return (
    <>
      <hr />
      <button type="button" class="mi" role="menuitem" aria-current={here ? 'page' : undefined} onClick={() => toLeads()}>
        <Icon path={grid} size="m" /><span>{say('leads')}</span>
      </button>
    </>
  )
}
