/** The pipelines and stages of the project's own CRM: named, ordered, added, taken away; saved together. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { bin, down, info, plus, up } from '../../shared/ui/icons'
import type { OwnerOwnPipeline as Pipeline, OwnerOwnStage as Stage, OwnerPipelines, OwnerProject } from '../../shared/wire.gen'
import { Choice, Group, type Told, Toast } from '../controls'
import { useSpeech } from '../room'
import { useAsk, useFetched } from '../server'
import { elsewhere, type Outcome, OUTCOMES, standing, type Wanted, withNewPipeline, withNewStage, withoutPipeline, withoutStage, withPipeline, withStage, withStep } from './pipelines'
import './stages.css'

const SELDOM = 60_000

export function Stages({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const path = `/projects/${project.number}/pipelines`
  const ask = useAsk()
  const { it, know, again } = useFetched<OwnerPipelines>(path, SELDOM)
  const [draft, setDraft] = useState<{ seen: OwnerPipelines; wanted: Wanted } | null>(null)
  const [refused, setRefused] = useState<RequestRefused | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  if (!it) return null
  const seen = draft?.seen ?? it
  const wanted: Wanted = draft?.wanted ?? { pipelines: it.pipelines, moved: {} }
  const put = (next: Wanted): void => (setDraft({ seen, wanted: next }), setRefused(null))
  const discard = (): void => (setDraft(null), setRefused(null), void again())
  const save = (): void => {
    ask<OwnerPipelines>('PUT', path, { version: seen.version, ...wanted }).then((stored) => (know(stored), setDraft(null), setTold({ words: say('stages_saved') })), (why: unknown) => {
      if (!(why instanceof RequestRefused)) throw why
      setRefused(why)
    })
  }
  const wrong = (field: string): string | null => (refused?.params['field'] === field ? refused.message : null)
  const told_elsewhere = refused !== null && !String(refused.params['field'] ?? '').startsWith('pipelines.')
  return (
    <Group title={say('stages')} why={say('stages_why')}>
      {wanted.pipelines.map((one, at) => (
        <OnePipeline key={one.id} one={one} at={at} wanted={wanted} leads={seen.leads} put={put} wrong={wrong} alone={wanted.pipelines.length === 1} />
      ))}
      <div class="padded stages-end">
        <button type="button" class="btn" onClick={() => put(withNewPipeline(wanted, { title: '', stages: [say('stage_new'), say('outcome_won'), say('outcome_lost')] }, wanted.pipelines[0]?.currency ?? 'RUB'))}><Icon path={plus} size="s" />{say('pipeline_add')}</button>
        {told_elsewhere && <p class="error" role="alert"><Icon path={info} size="s" />{refused.message || say('no_server')}</p>}
        {draft && (
          <span class="ends">
            <button type="button" class="btn quiet" onClick={discard}>{say('discard')}</button>
            <button type="button" class="btn main" onClick={save}>{say('stages_save')}</button>
          </span>
        )}
      </div>
      <Toast told={told} gone={() => setTold(null)} />
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
        <input class="choice" value={one.title} aria-label={say('pipeline')} placeholder={say('pipeline')} aria-invalid={wrong(`${field}.title`) !== null} onInput={(event) => put(withPipeline(wanted, one.id, { title: event.currentTarget.value }))} />
        <input class="choice currency" value={one.currency} maxLength={3} aria-label={say('pipeline_currency')} aria-invalid={wrong(`${field}.currency`) !== null} onInput={(event) => put(withPipeline(wanted, one.id, { currency: event.currentTarget.value.toUpperCase() }))} />
        <button type="button" class="icon" aria-label={say('pipeline_remove', { title: one.title })} title={used ? say('pipeline_used') : say('pipeline_remove', { title: one.title })} aria-disabled={alone || used || undefined} onClick={() => alone || used || put(withoutPipeline(wanted, one.id))}><Icon path={bin} size="m" /></button>
      </div>
      {trouble && <p class="error" role="alert"><Icon path={info} size="s" />{trouble}</p>}
      <ol>
        {one.stages.map((stage, place) => (
          <OneStage key={stage.id} stage={stage} place={place} last={place === one.stages.length - 1} count={standing(wanted, leads, stage.id)} wanted={wanted} put={put} error={wrong(`${field}.stages.${place}.title`) ?? wrong(`${field}.stages.${place}.outcome`)} />
        ))}
      </ol>
      <button type="button" class="btn quiet" onClick={() => put(withNewStage(wanted, one.id))}><Icon path={plus} size="s" />{say('stage_add')}</button>
    </fieldset>
  )
}

interface StageOptions {
  readonly stage: Stage
  readonly place: number
  readonly last: boolean
  readonly count: number
  readonly wanted: Wanted
  readonly error: string | null
  put(wanted: Wanted): void
}

function OneStage({ stage, place, last, count, wanted, error, put }: StageOptions) {
  const { say } = useSpeech()
  const [leaving, setLeaving] = useState(false)
  const outcomes = OUTCOMES.map((one): readonly [Outcome, string] => [one, say(`outcome_${one}`)])
  const places = elsewhere(wanted, stage.id)
  const remove = (): void => (count > 0 ? setLeaving(true) : put(withoutStage(wanted, stage.id, '')))
  return (
    <li>
      <div class="of">
        <input class="choice" value={stage.title} aria-label={say('stage')} placeholder={say('stage')} aria-invalid={error !== null} onInput={(event) => put(withStage(wanted, stage.id, { title: event.currentTarget.value }))} />
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
