/** Where leads go: the CRM that is connected or the built-in one, what goes there by itself, additional fields, and what became of it. */
import { useState } from 'preact/hooks'
import type { OwnerCrm, OwnerProject } from '../../shared/wire.gen'
import { Toast } from '../controls'
import { SaveBar } from '../drafts/bar'
import { type BarState, type Drafted, useDraft } from '../drafts/drafting'
import { Broken, Head } from '../page'
import { useSpeech } from '../room'
import { Connect } from './connect'
import { Connected } from './connected'
import { Doing } from './doing'
import { Extra } from './extra'
import { Kinds } from './kinds'
import { Log } from './log'
import { type Name, RULES, type Wanted } from './rules'
import { Stages, type StagesDraft, useStages } from './stages'
import './crm.css'

export type CrmDraft = Drafted<OwnerCrm, Wanted, Name>

export const BUILTIN = 'builtin'

interface PageOptions {
  readonly drafted: CrmDraft
  readonly project: OwnerProject
  readonly again: () => Promise<void>
}

export function CrmPage({ project, refresh }: { project: OwnerProject; refresh: () => Promise<void> }) {
  const { say } = useSpeech()
  const path = `/projects/${project.number}/crm`
  const { drafted, trouble, again } = useDraft({ path, kind: RULES, saved: say('crm_saved'), whole: `${path}/rules` })
  if (!drafted) return <Broken title={say('crm')} trouble={trouble} again={again} />
  const whole = { drafted, project, again: async () => void (await Promise.all([again(), refresh()])) }
  return drafted.fresh.name === BUILTIN ? <WithStages {...whole} /> : <Page drafted={drafted} again={whole.again} stages={null} />
}

function WithStages(options: PageOptions) {
  return <Page drafted={options.drafted} again={options.again} stages={useStages(options.project)} />
}

/** Both are saved by one bar. */
function joined<One extends string, Other extends string>(one: BarState<One>, other: BarState<Other>): BarState<One | Other> {
  const all = [one, other].filter(({ changed }) => changed.length > 0)
  return {
    changed: [...one.changed, ...other.changed], others: [...one.others, ...other.others], refused: one.refused ?? other.refused, busy: one.busy || other.busy,
    save: () => all.forEach((each) => each.save()), discard: () => all.forEach((each) => each.discard()),
  }
}

function Page({ drafted, again, stages }: Omit<PageOptions, 'project'> & { stages: StagesDraft | null }) {
  const { say } = useSpeech()
  const { fresh, bar, path } = drafted
  /** The kind that is being connected; empty: one is being chosen; null: neither. */
  const [picked, setPicked] = useState<string | null>(null)
  const builtin = fresh.name === BUILTIN
  const connector = fresh.connectors.find(({ name }) => name === picked)
  const done = (): void => {
    setPicked(null)
    if (connector?.name !== fresh.name) bar.discard()
    void again()
  }
  const shut = (): void => setPicked(null)
  return (
    <>
      <Head title={say('crm')} words={say('crm_then')}>
        {!builtin && picked === null && <button type="button" class="btn" onClick={() => setPicked('')}>{say('crm_change')}</button>}
      </Head>
      <div class={builtin ? 'groups crm' : 'groups crm wide'}>
        {connector && <Connect key={connector.name} connector={connector} crm={fresh} path={path} done={done} shut={shut} />}
        {!connector && picked === '' && <Kinds crm={fresh} pick={setPicked} shut={shut} />}
        {!builtin && picked === null
          ? <Connected crm={fresh} path={path} edit={() => setPicked(fresh.name)} again={again} gone={() => (bar.discard(), void again())}><Doing drafted={drafted} /></Connected> : null}
        {builtin && picked === null && <Builtin pick={setPicked} crm={fresh} />}
        {(builtin || picked !== null) && <Doing drafted={drafted} />}
        {stages && <Stages drafted={stages} />}
        {!builtin && fresh.powers.includes('fields') && <Extra drafted={drafted} />}
        <Log path={path} crm={fresh} again={again} />
      </div>
      <SaveBar {...(stages ? joined(bar, stages.bar) : bar)} name={(name: Name | 'pipelines') => say(`crm_set_${name}`)} />
      <Toast told={drafted.told} gone={drafted.forget} />
      {stages && <Toast told={stages.told} gone={stages.forget} />}
    </>
  )
}

/** Nothing is connected: leads go to the CRM of one's own. */
function Builtin({ crm, pick }: { crm: OwnerCrm; pick: (name: string) => void }) {
  const { say } = useSpeech()
  return (
    <>
      <section class="sheet group builtin" aria-label={say('crm_builtin')}>
        <header><h2>{say('crm_builtin')}</h2><p>{say('crm_builtin_then')}</p></header>
      </section>
      <Kinds crm={crm} pick={pick} />
    </>
  )
}
