/** What is counted on the sites: goals for the company's own analytics, and visits. Saved together, and never over another's head. */
import { Field } from '../shared/ui/field'
import type { OwnerCounting, OwnerProject } from '../shared/wire.gen'
import { Line, Switch, Toast } from './controls'
import { SaveBar } from './drafts/bar'
import { plain } from './drafts/draft'
import { useDraft } from './drafts/drafting'
import { GoalsTried } from './goals'
import { useSpeech } from './room'

const COUNTING = plain(({ analytics, metrika, visits }: OwnerCounting) => ({ analytics, metrika, visits }))

export function CountingSheet({ path, project }: { path: string; project: OwnerProject }) {
  const { say } = useSpeech()
  const { drafted } = useDraft({ path: `${path}/settings/counting`, kind: COUNTING, saved: say('saved_rules') })
  if (!drafted) return null
  const { now, put, wrong, bar } = drafted
  const save = (event: Event): void => {
    event.preventDefault()
    bar.save()
  }
  return (
    <>
      <section class="sheet padded" aria-label={say('goals_title')}>
        <h2>{say('goals_title')}</h2>
        <p class="why">{say('goals_then')}</p>
        <form class="goals" onSubmit={save} noValidate>
          <Field label={say('goals_analytics')} name="analytics" value={now.analytics} error={wrong('analytics')} onInput={(analytics) => put({ analytics })} />
          <Field label={say('goals_metrika')} name="metrika" inputMode="numeric" value={now.metrika} error={wrong('metrika')} onInput={(metrika) => put({ metrika })} />
          <Line title={say('goals_visits')} words={say('goals_visits_then')}>
            <Switch label={say('goals_visits')} on={now.visits} onChange={(visits) => put({ visits })} />
          </Line>
        </form>
        <SaveBar {...bar} name={(name) => say(`goals_${name}`)} />
        <Toast told={drafted.told} gone={drafted.forget} />
      </section>
      <GoalsTried project={project} now={now} />
    </>
  )
}
