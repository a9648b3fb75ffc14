/** What is counted on the sites: goals for the company's own analytics, and visits. Saved together, and never over another's head. */
import { useState } from 'preact/hooks'
import { Field } from '../shared/ui/field'
import { RequestRefused } from '../shared/ui/http'
import type { OwnerCounting, OwnerCountingChanges } from '../shared/wire.gen'
import { Line, Switch, Toast, type Told } from './controls'
import { useForm } from './forms'
import { useSpeech } from './room'
import { useAsk, useFetched } from './server'
import type { Key } from './words'

const SELDOM = 60_000
const FIELDS = ['analytics', 'metrika'] as const

export function CountingSheet({ path }: { path: string }) {
  const { it } = useFetched<OwnerCounting>(`${path}/settings/counting`, SELDOM)
  return it && <Filled path={`${path}/settings/counting`} first={it} />
}

function Filled({ path, first }: { path: string; first: OwnerCounting }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [seen, setSeen] = useState(first)
  const [visits, setVisits] = useState(first.visits)
  const [others, setOthers] = useState<readonly Key[]>([])
  const [told, setTold] = useState<Told | null>(null)
  const form = useForm({ analytics: first.analytics, metrika: first.metrika }, ({ params }) => FIELDS.find((name) => name === params['field']) ?? 'form')
  const changes = changed(seen, { ...form.typed, visits })
  const save = form.send(async () => {
    try {
      const now = await ask<OwnerCounting>('PATCH', path, { version: seen.version, changes })
      setSeen(now)
      for (const name of FIELDS) form.put(name)(now[name])
      setOthers([])
      setTold({ words: say('saved_rules') })
    } catch (why) {
      if (!(why instanceof RequestRefused) || why.code !== 'settings_changed') throw why
      const theirs = await ask<OwnerCounting>('GET', path)
      setOthers(Object.keys(changed(seen, theirs)).map((name) => `goals_${name}` as Key))
      setSeen(theirs)
    }
  })
  return (
    <section class="sheet padded" aria-label={say('goals_title')}>
      <h2>{say('goals_title')}</h2>
      <p class="why">{say('goals_then')}</p>
      <form ref={form.element} class="goals" onSubmit={save} noValidate>
        <Field label={say('goals_analytics')} name="analytics" value={form.typed.analytics} error={form.errors.analytics ?? null} onInput={form.put('analytics')} />
        <Field label={say('goals_metrika')} name="metrika" inputMode="numeric" value={form.typed.metrika} error={form.errors.metrika ?? null} onInput={form.put('metrika')} />
        <Line title={say('goals_visits')} words={say('goals_visits_then')}>
          <Switch label={say('goals_visits')} on={visits} onChange={setVisits} />
        </Line>
        {others.length > 0 && <p class="error" role="alert">{say('others_saved', { what: others.map((name) => say(name)).join(', ') })}</p>}
        {form.errors.form && <p class="error" role="alert">{form.errors.form}</p>}
        <button class="btn main" aria-disabled={form.busy || Object.keys(changes).length === 0 || undefined}>{say('save')}</button>
      </form>
      <Toast told={told} gone={() => setTold(null)} />
    </section>
  )
}

/** What of the one is otherwise in the other. */
function changed(seen: OwnerCounting, wanted: Omit<OwnerCounting, 'version'>): OwnerCountingChanges {
  const names = [...FIELDS, 'visits'] as const
  return Object.fromEntries(names.filter((name) => seen[name] !== wanted[name]).map((name) => [name, wanted[name]]))
}
