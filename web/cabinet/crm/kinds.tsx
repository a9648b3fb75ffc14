/** The kinds of CRM that can be connected. */
import type { OwnerCrm } from '../../shared/wire.gen'
import { Icon } from '../../shared/ui/icon'
import { check, plug } from '../../shared/ui/icons'
import { Group } from '../controls'
import { useSpeech } from '../room'

export function Kinds({ crm, pick, shut }: { crm: OwnerCrm; pick: (name: string) => void; shut?: () => void }) {
  const { say } = useSpeech()
  return (
    <Group title={say('crm_connect')} why={say('crm_connect_why')}>
      <ul class="kinds">
        {crm.connectors.map(({ name, title }) => (
          <li key={name}>
            <button type="button" onClick={() => pick(name)}>
              <Icon path={name === crm.name ? check : plug} size="m" /><span>{title}</span>
              {name === crm.name && <small>{say('crm_is_connected')}</small>}
            </button>
          </li>
        ))}
      </ul>
      {shut && <p class="ends"><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button></p>}
    </Group>
  )
}
