/** The pipelines of the project's own CRM while they are being changed. Pure. */
import { newId } from '../../shared/ids'
import type { OwnerOwnPipeline as Pipeline, OwnerOwnStage as Stage, OwnerPipelines } from '../../shared/wire.gen'
import { type Kind, plain, same } from '../drafts/draft'

/** What is wanted; `moved` tells where the leads of a stage that goes shall stand. */
export interface Wanted {
  readonly pipelines: readonly Pipeline[]
  readonly moved: Readonly<Record<string, string>>
}

/** They are sent whole, and two people change them at once only by being told of each other. */
export const STAGES: Kind<OwnerPipelines, Wanted, 'pipelines'> = {
  ...plain(({ pipelines }: OwnerPipelines): Wanted => ({ pipelines, moved: {} })),
  differing: (before, after) => (same(before.pipelines, after.pipelines) ? [] : ['pipelines']),
  changesOf: (_, after) => after,
}

export type Outcome = Stage['outcome']
export const OUTCOMES: readonly Outcome[] = ['open', 'won', 'lost']

export function withPipeline(wanted: Wanted, id: string, change: Partial<Pipeline>): Wanted {
  return { ...wanted, pipelines: wanted.pipelines.map((one) => (one.id === id ? { ...one, ...change } : one)) }
}

export function withStage(wanted: Wanted, id: string, change: Partial<Stage>): Wanted {
  return staged(wanted, (stages) => stages.map((one) => (one.id === id ? { ...one, ...change } : one)))
}

/** A stage one place up or down within its pipeline. */
export function withStep(wanted: Wanted, id: string, step: 1 | -1): Wanted {
  return staged(wanted, (stages) => {
    const at = stages.findIndex((one) => one.id === id)
    const [one, other] = [stages[at], stages[at + step]]
    if (!one || !other) return stages
    const next = [...stages]
    next[at] = other
    next[at + step] = one
    return next
  })
}

export function withNewStage(wanted: Wanted, pipeline: string): Wanted {
  const one = wanted.pipelines.find(({ id }) => id === pipeline)
  if (!one) return wanted
  const last = one.stages.findLastIndex(({ outcome }) => outcome === 'open')
  const stages = [...one.stages]
  stages.splice(last + 1, 0, { id: newId(), title: '', outcome: 'open' })
  return withPipeline(wanted, pipeline, { stages })
}

/** Without a stage; leads that were to come into it go where its own go. */
export function withoutStage(wanted: Wanted, id: string, to: string): Wanted {
  const rest = staged(wanted, (stages) => stages.filter((one) => one.id !== id))
  const moved = Object.fromEntries(Object.entries(wanted.moved).map(([old, fresh]) => [old, fresh === id ? to : fresh]))
  return { ...rest, moved: to ? { ...moved, [id]: to } : moved }
}

export function withNewPipeline(wanted: Wanted, titles: { readonly title: string; readonly stages: readonly string[] }, currency: string): Wanted {
  const outcomes: readonly Outcome[] = ['open', 'won', 'lost']
  const stages = titles.stages.map((title, at) => ({ id: newId(), title, outcome: outcomes[at] ?? ('open' as const) }))
  return { ...wanted, pipelines: [...wanted.pipelines, { id: newId(), title: titles.title, currency, stages }] }
}

export function withoutPipeline(wanted: Wanted, id: string): Wanted {
  return { ...wanted, pipelines: wanted.pipelines.filter((one) => one.id !== id) }
}

/** How many leads stand in a stage, with those that are to come into it. */
export function standing({ moved }: Wanted, leads: Readonly<Record<string, number>>, id: string): number {
  const coming = Object.entries(moved).filter(([, to]) => to === id)
  return [id, ...coming.map(([from]) => from)].reduce((sum, one) => sum + (leads[one] ?? 0), 0)
}

/** Every stage but one, with its pipeline's title where there are several pipelines. */
export function elsewhere(wanted: Wanted, besides: string): readonly (readonly [id: string, title: string])[] {
  const many = wanted.pipelines.length > 1
  return wanted.pipelines.flatMap((one) => one.stages.filter(({ id }) => id !== besides).map(({ id, title }) => [id, many ? `${one.title}: ${title}` : title] as const))
}

function staged(wanted: Wanted, change: (stages: readonly Stage[]) => readonly Stage[]): Wanted {
  return { ...wanted, pipelines: wanted.pipelines.map((one) => ({ ...one, stages: [...change(one.stages)] })) }
}
