/** The pipelines and stages of the project's own CRM: named, ordered, added, taken away; saved together. */
import { useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { bin, down, info, plus, up } from '../../shared/ui/icons'
import type { OwnerOwnPipeline as Pipeline, OwnerOwnStage as Stage, OwnerPipelines, OwnerProject } from '../../shared/wire.gen'
import { Choice, Group } from '../controls'
import { type Drafted, useDraft } from '../drafts/drafting'
import { useSpeech } from '../room'
import { elsewhere, type Outcome, OUTCOMES, STAGES, standing, type Wanted, withNewPipeline, withNewStage, withoutPipeline, withoutStage, withPipeline, withStage, withStep } from './pipelines'
import './stages.css'

export type StagesDraft = Drafted<OwnerPipelines, Wanted, 'pipelines'>

/** The pipelines as they are kept, and as they are wanted. */
export function useStages({ number }: OwnerProject): StagesDraft | null {
  const { say } = useSpeech()
  const path = `/projects/${number}/pipelines`
  return useDraft({ path, kind: STAGES, saved: say('stages_saved'), whole: path }).drafted
}

export function Stages({ drafted: { now, seen, put, wrong } }: { drafted: StagesDraft }) {
  const { say } = useSpeech()
  return (
    <Group title={say('stages')} why={say('stages_why')}>
      {now.pipelines.map((one, at) => (
        <OnePipeline key={one.id} one={one} at={at} wanted={now} leads={seen.leads} put={put} wrong={wrong} alone={now.pipelines.length === 1} />
      ))}
      <div class="padded stages-end">
        <button type="button" class="btn" onClick={() => put(withNewPipeline(now, { title: '', stages: [say('stage_new'), say('outcome_won'), say('outcome_lost')] }, now.pipelines[0]?.currency ?? 'RUB'))}><Icon path={plus} size="s" />{say('pipeline_add')}</button>
      </div>
    </Group>
  )
}

interface PipelineOptions {
  readonly one: Pipeline
  readonly at: number
  readonly wanted: Wanted
  readonly leads: Readonly<Record<string, number>>
  readonly alone: boolean
  put(wanted: Wanted): void
  wrong(field: string): string | null
}

function OnePipeline({ one, at, wanted, leads, alone, put, wrong }: PipelineOptions) {
  const { say } = useSpeech()
  const field = `pipelines.${at}`
  const used = one.stages.some(({ id }) => (leads[id] ?? 0) > 0)
  const trouble = wrong(`${field}.title`) ?? wrong(`${field}.currency`) ?? wrong(`${field}.stages`)
  return (
    <fieldset class="pipeline">
      <legend class="unseen">{one.title || say('pipeline')}</legend>
      <div class="head">
        <input class="choice" name={`${field}.title`} value={one.title} aria-label={say('pipeline')} placeholder={say('pipeline')} aria-invalid={wrong(`${field}.title`) !== null} onInput={(event) => put(withPipeline(wanted, one.id, { title: event.currentTarget.value }))} />
        <input class="choice currency" name={`${field}.currency`} value={one.currency} maxLength={3} aria-label={say('pipeline_currency')} aria-invalid={wrong(`${field}.currency`) !== null} onInput={(event) => put(withPipeline(wanted, one.id, { currency: event.currentTarget.value.toUpperCase() }))} />
        <button type="button" class="icon" aria-label={say('pipeline_remove', { title: one.title })} title={used ? say('pipeline_used') : say('pipeline_remove', { title: one.title })} aria-disabled={alone || used || undefined} onClick={() => alone || used || put(withoutPipeline(wanted, one.id))}><Icon path={bin} size="m" /></button>
      </div>
      {trouble && <p class="error" role="alert"><Icon path={info} size="s" />{trouble}</p>}
      <ol>
        {one.stages.map((stage, place) => (
          <OneStage key={stage.id} name={`${field}.stages.${place}.title`} stage={stage} place={place} last={place === one.stages.length - 1} count={standing(wanted, leads, stage.id)} wanted={wanted} put={put} error={wrong(`${field}.stages.${place}.title`) ?? wrong(`${field}.stages.${place}.outcome`)} />
        ))}
      </ol>
      <button type="button" class="btn quiet" onClick={() => put(withNewStage(wanted, one.id))}><Icon path={plus} size="s" />{say('stage_add')}</button>
    </fieldset>
  )
}

interface StageOptions {
  /** What a refusal calls its title. */
  readonly name: string
  readonly stage: Stage
  readonly place: number
  readonly last: boolean
  readonly count: number
  readonly wanted: Wanted
  readonly error: string | null
  put(wanted: Wanted): void
}

function OneStage({ name, stage, place, last, count, wanted, error, put }: StageOptions) {
  const { say } = useSpeech()
  const [leaving, setLeaving] = useState(false)
  const outcomes = OUTCOMES.map((one): readonly [Outcome, string] => [one, say(`outcome_${one}`)])
  const places = elsewhere(wanted, stage.id)
  const remove = (): void => (count > 0 ? setLeaving(true) : put(withoutStage(wanted, stage.id, '')))
  return (
    <li>
      <div class="of">
        <input class="choice" name={name} value={stage.title} aria-label={say('stage')} placeholder={say('stage')} aria-invalid={error !== null} onInput={(event) => put(withStage(wanted, stage.id, { title: event.currentTarget.value }))} />
        <Choice label={say('stage_outcome', { title: stage.title })} value={stage.outcome} options={outcomes} onChange={(outcome) => put(withStage(wanted, stage.id, { outcome }))} />
        <span class="num count">{count > 0 ? say('stage_leads', { n: count }) : ''}</span>
        <button type="button" class="icon" aria-label={say('stage_up', { title: stage.title })} title={say('stage_up', { title: stage.title })} aria-disabled={place === 0 || undefined} onClick={() => put(withStep(wanted, stage.id, -1))}><Icon path={up} size="m" /></button>
        <button type="button" class="icon" aria-label={say('stage_down', { title: stage.title })} title={say('stage_down', { title: stage.title })} aria-disabled={last || undefined} onClick={() => put(withStep(wanted, stage.id, 1))}><Icon path={down} size="m" /></button>
        <button type="button" class="icon" aria-label={say('stage_remove', { title: stage.title })} title={say('stage_remove', { title: stage.title })} aria-disabled={places.length === 0 || undefined} onClick={() => places.length > 0 && remove()}><Icon path={bin} size="m" /></button>
      </div>
      {error && <p class="error" role="alert"><Icon path={info} size="s" />{error}</p>}
      {leaving && (
        <p class="moved">
          <span>{say('stage_moves', { n: count })}</span>
          <Choice label={say('stage_moves', { n: count })} value="" options={[['', say('stage_choose')], ...places]} onChange={(to) => to && put(withoutStage(wanted, stage.id, to))} />
          <button type="button" class="btn quiet" onClick={() => setLeaving(false)}>{say('stage_keep')}</button>
        </p>
      )}
    </li>
  )
}
