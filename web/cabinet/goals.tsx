/** Goals tried out: the widget stands here as on the site, and whatever its analytics would be told is told here, and to nobody else. */
import { useState } from 'preact/hooks'
import type { OwnerCounting, OwnerProject } from '../shared/wire.gen'
import { usePreview } from './multiwidget/asking'
import { type Heard, Stage, type View } from './multiwidget/stage'
import { useSpeech } from './room'
import type { Key } from './words'

const VIEWS: readonly View[] = ['button', 'form', 'rating']
const SHOWN = 8
const SCENE = { goals: true }

interface Line extends Heard {
  readonly at: number
}

/** Where goals are reported, as far as the form is right: what is being typed is no id yet. */
export function reportedTo({ analytics, metrika }: Pick<OwnerCounting, 'analytics' | 'metrika'>): { analytics?: string; metrika?: string } {
  const [stream, counter] = [analytics.trim().toUpperCase(), metrika.trim()]
  return { ...(/^G-[A-Z0-9]{4,20}$/.test(stream) && { analytics: stream }), ...(/^\d{1,12}$/.test(counter) && { metrika: counter }) }
}

export function GoalsTried({ project, now }: { project: OwnerProject; now: Pick<OwnerCounting, 'analytics' | 'metrika'> }) {
  const { say } = useSpeech()
  const [heard, setHeard] = useState<readonly Line[]>([])
  const { it, trouble } = usePreview(`/projects/${project.number}/settings/multiwidget`, {})
  const goals = reportedTo(now)
  const preview = { trouble, it: it && { ...it, settings: { ...it.settings, goals } } }
  return (
    <section class="sheet padded tried" aria-label={say('goals_try')}>
      <h2>{say('goals_try')}</h2>
      <p class="why">{say(Object.keys(goals).length ? 'goals_try_then' : 'goals_try_nobody')}</p>
      <Stage preview={preview} project={project} scene={SCENE} views={VIEWS} heard={(one) => setHeard((was) => [{ ...one, at: Date.now() }, ...was].slice(0, SHOWN))} />
      <div role="log" aria-label={say('goals_heard')}>
        <ol class="heard">{heard.map((one) => <Told key={`${one.at} ${one.by} ${one.goal}`} one={one} />)}</ol>
      </div>
      {!heard.length && <p class="empty">{say('goals_heard_none')}</p>}
    </section>
  )
}

function Told({ one: { by, id, goal, at } }: { one: Line }) {
  const { say, language } = useSpeech()
  return (
    <li>
      <time class="num">{new Date(at).toLocaleTimeString(language)}</time>
      <b><code>{goal}</code></b>
      <span>{say(`goals_by_${by}` as Key, { id })}</span>
    </li>
  )
}
