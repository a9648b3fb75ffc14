/** Where a lead's additional fields are chosen, once a CRM is connected; until then, what takes their place today. */
import type { OwnerProject } from '../shared/wire.gen'
import { Group } from './controls'
import { Stages } from './crm/stages'
import { Head } from './page'
import { useSpeech } from './room'
import { Copyable } from './snippet'

const EXAMPLE = "besedka('params', { order: 4812, product: 'Маяк' })"

export function CrmPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  return (
    <>
      <Head title={say('crm')} words={say('crm_then')} />
      <div class="groups">
        <Group title={say('extra_fields')} why={say('extra_fields_why')}>
          <p class="empty">{say('extra_fields_none')}</p>
          <div class="padded"><Copyable label={say('extra_fields_now')} code={EXAMPLE} first={false}>{say('extra_fields_now')}</Copyable></div>
        </Group>
        <Stages project={project} />
      </div>
    </>
  )
}
