/** What becomes a lead by itself, and where it comes into the CRM. */
import type { OwnerCrm } from '../../shared/wire.gen'
import { Choice, Group, Line, Switch } from '../controls'
import { useSpeech } from '../room'
import type { CrmDraft } from './page'

const SWITCHES = ['on_contact', 'on_form', 'on_closing', 'params'] as const

type Options = readonly (readonly [value: string, words: string])[]

/** What was chosen and is no more stays in its list: it is seen, and may be given up. */
function withGone(options: Options, value: string, gone: string): Options {
  return value && !options.some(([one]) => one === value) ? [...options, [value, gone]] : options
}

export function stages({ pipelines }: OwnerCrm): Options {
  return pipelines.flatMap(({ title, stages }) => stages.map((stage) => [stage.id, pipelines.length > 1 ? `${title}: ${stage.title}` : stage.title] as const))
}

export function Doing({ drafted: { now, fresh, put, wrong } }: { drafted: CrmDraft }) {
  const { say } = useSpeech()
  const own = [['', say('crm_own_default')]] as const
  const managers = fresh.managers.filter(({ active }) => active).map(({ id, name, email }) => [id, name || email] as const)
  return (
    <Group title={say('crm_rules')} why={say('crm_rules_why')}>
      {SWITCHES.map((name) => (
        <Line key={name} title={say(`crm_set_${name}`)} words={say(`crm_set_${name}_then`)}>
          <Switch label={say(`crm_set_${name}`)} on={now[name]} onChange={(on) => put({ [name]: on })} />
        </Line>
      ))}
      {fresh.pipelines.length > 0 && (
        <Line title={say('crm_set_stage')} words={say('crm_set_stage_then')} error={wrong('stage')}>
          <Choice label={say('crm_set_stage')} value={now.stage} options={withGone([...own, ...stages(fresh)], now.stage, say('crm_gone'))} onChange={(stage) => put({ stage })} />
        </Line>
      )}
      {managers.length > 0 && (
        <Line title={say('crm_set_manager')} words={say('crm_set_manager_then')} error={wrong('manager')}>
          <Choice label={say('crm_set_manager')} value={now.manager} options={withGone([...own, ...managers], now.manager, say('crm_gone'))} onChange={(manager) => put({ manager })} />
        </Line>
      )}
    </Group>
  )
}
