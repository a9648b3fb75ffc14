/** The cabinet's home: what is left to do until the first conversation, and the live state of what stands already. */
import { plainName } from '../shared/linkify'
import { clock, day } from '../shared/time'
import { Icon } from '../shared/ui/icon'
import { check, outside } from '../shared/ui/icons'
import type { OwnerHome, OwnerProject } from '../shared/wire.gen'
import { Connect, deskOf } from './beginning'
import { ChatSwitch } from './chatswitch'
import { Head } from './page'
import { useSpeech } from './room'
import { follow, type PageName, pathOf } from './route'
import { Sites } from './sites'
import { Copyable } from './snippet'

export function Home({ home, refresh }: { home: OwnerHome; refresh: () => Promise<void> }) {
  const { say } = useSpeech()
  const left = home.projects.reduce((sum, project) => sum + stepsLeft(project), 0)
  return (
    <>
      <Head
        title={say('hello', { name: plainName(home.me.name).split(/\s+/)[0] ?? '' })}
        words={home.projects.length === 0 ? say('no_projects') : left === 0 ? say('all_done') : say('steps_left', { n: left })}
      />
      {home.projects.map((project) => <Project key={project.number} project={project} email={home.me.email} refresh={refresh} />)}
    </>
  )
}

/** How much stands between a project and its first conversation. */
export function stepsLeft(project: OwnerProject): number {
  return (project.counter_seen_at === null ? 1 : 0) + (project.online === 0 ? 1 : 0)
}

function Project({ project, email, refresh }: { project: OwnerProject; email: string; refresh: () => Promise<void> }) {
  const { say } = useSpeech()
  const seen = project.counter_seen_at !== null
  const online = say('operators_online', { online: project.online, all: project.operators })
  const to = (page: PageName) => ({ href: pathOf({ project: project.number, page }), onClick: follow({ project: project.number, page }) })
  const staff = `${online}. ${say('app_then', { number: project.number })}`
  return (
    <section class="project" aria-label={plainName(project.name)}>
      <h2>{plainName(project.name)} <small class="num">{say('project_number', { number: project.number })}</small></h2>
      <div class="sheet">
        <Step
          done={seen} next={!seen} number={1} title={say(seen ? 'counter_seen' : 'counter_unseen')}
          words={seen ? <Seen project={project} /> : say('counter_unseen_then')}
        />
        <Copyable label={`${say('counter_code')}: ${plainName(project.name)}`} code={project.snippet} first={!seen}>{say('counter_where')}</Copyable>
        <Step
          done={project.online > 0} next={seen && project.online === 0} number={2} title={say(project.operators === 0 ? 'connect_chat' : 'operators')}
          words={project.operators === 0 ? say(project.standing === 'owner' ? 'connect_then' : 'connect_owner') : staff}
        >
          {project.operators === 0 ? <Connect project={project} done={refresh} main={seen} /> : <a class={seen && project.online === 0 ? 'btn main' : 'btn'} href={deskOf(project, email)} target="_blank" rel="noopener" aria-label={say('open_app')}>
            {say('open_app_short')}<Icon path={outside} size="s" turns />
          </a>}
        </Step>
        {project.operators > 0 && <ChatSwitch project={project} changed={refresh} />}
        <Step done={project.crm !== null} next={false} number={3} title={project.crm ?? say('crm_to_connect')} words={say(!project.crm ? 'crm_to_connect_then' : project.crm_problem ? 'crm_problem_then' : 'crm_connected_then')}>
          <a class="btn" {...to('crm')} aria-label={say(project.crm ? 'crm_open_page' : 'crm_to_connect')}>{say(project.crm ? 'open_app_short' : 'crm_to_connect_short')}</a>
        </Step>
        <Step done={project.alert_ways > 0} next={false} number={4} title={say('alerts_step')} words={say(project.alert_problem ? 'alerts_step_wrong' : project.alert_ways > 0 ? 'alerts_step_done' : 'alerts_step_then', { n: project.alert_ways })}>
          <a class="btn" {...to('alerts')} aria-label={say('alerts_step_open')}>{say(project.alert_ways > 0 ? 'open_app_short' : 'alert_set_up')}</a>
        </Step>
        <Step done={false} next={false} number={5} title={say('demo')} words={say('demo_then')}>
          <a class="btn" href={`/demo/?project=${project.number}`} target="_blank" rel="noopener" aria-label={say('demo')}>
            {say('open_app_short')}<Icon path={outside} size="s" turns />
          </a>
        </Step>
      </div>
      <Sites project={project} changed={refresh} />
    </section>
  )
}

interface StepOptions {
  readonly done: boolean
  /** The first thing that is left to do: there is at most one. */
  readonly next: boolean
  readonly number: number
  readonly title: string
  readonly words: preact.ComponentChildren
  readonly children?: preact.ComponentChildren
}

/** One line of the way. */
function Step({ done, next, number, title, words, children }: StepOptions) {
  return (
    <div class={next ? 'step next' : 'step'}>
      <span class={done ? 'mark ok' : 'mark'} aria-hidden="true">{done ? <Icon path={check} size="s" /> : number}</span>
      <div><b>{title}</b><p>{words}</p></div>
      {children}
    </div>
  )
}

function Seen({ project }: { project: OwnerProject }) {
  const { say, language } = useSpeech()
  const at = project.counter_seen_at ?? 0
  const when = `${day(at, Date.now(), language).toLocaleLowerCase(language)}, ${clock(at, language)}`
  return <>{say('counter_seen_when', { when })}{project.counter_seen_url && <> · <span class="said url">{project.counter_seen_url}</span></>}</>
}
