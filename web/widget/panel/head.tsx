/** The window's head: who answers, whether they are there, the menu and the way out. */
import { Face, type Someone } from '../../shared/face'
import { Icon } from '../../shared/icon'
import { back, close, more, offline } from '../../shared/icons'
import { plainName } from '../../shared/linkify'
import type { App } from './app'
import { Opener } from './opener'

export function Head({ app, bare }: { app: App; bare: boolean }) {
  const { say, session, full } = app
  const leave = (
    <button type="button" class="tool" aria-label={say('close')} onClick={app.close}>
      <Icon path={full ? back : close} />
    </button>
  )
  const due = !session.known && !session.engaged // who has never written will be greeted: its room is kept, so that nothing moves then
  return (
    <header class={due ? 'head hello due' : !session.known ? 'head' : bare ? 'head hello' : 'head line'}>
      {full && leave}
      {(session.known || due) && (bare ? <Welcome app={app} /> : <Answerer app={app} />)}
      <div class="btns">
        {session.known && <Opener app={app} name="menu" path={more} popup="menu" />}
        {!full && leave}
      </div>
    </header>
  )
}

function Welcome({ app }: { app: App }) {
  return (
    <>
      <Faces app={app} />
      <div class="txt">
        <h2>{app.parts.at('wait')?.title(app) ?? app.say('hello')}</h2>
        <Presence app={app} />
      </div>
    </>
  )
}

function Answerer({ app }: { app: App }) {
  const operator = app.session.state.conversation?.operator
  return (
    <>
      {operator ? <Face who={operator} named={false} /> : <Faces app={app} />}
      <div class="txt">
        <b>
          <bdi>{plainName(operator?.name ?? app.stage.settings.name)}</bdi> {operator?.title && <i>{plainName(operator.title)}</i>}
        </b>
        <Presence app={app} />
      </div>
    </>
  )
}

function Faces({ app }: { app: App }) {
  const { project, name } = app.stage.settings
  const { people } = app.session.state.team
  const shown: readonly Someone[] = people.length ? people : [{ id: project, name, avatar: null }]
  return (
    <div class="faces">
      {shown.map((who) => <Face key={who.id} who={who} named={people.length > 0} />)}
    </div>
  )
}

/** Only what is known: this person is here, somebody is, nobody is, or we cannot tell; a part says how long the wait is. */
function Presence({ app }: { app: App }) {
  const { session, say, parts } = app
  const { conversation, team } = session.state
  const operator = conversation?.operator
  const here = team.online && (!operator || team.people.some(({ id }) => id === operator.id))
  if (session.refused) return null // the strip says why; nothing is being connected
  if (session.cut) return <small class="off">{say('connecting')}</small>
  if (conversation?.status === 'closed') return <small>{say('closed')}</small>
  return (team.wait && parts.wish('wait')?.head(app, here)) || <small class={team.online ? 'on' : 'off'}>{say(here ? 'online' : team.online ? 'someone' : 'away')}</small>
}

/** One quiet strip when the connection is gone, or something of ours did not come: what is written is kept. */
export function Lost({ app: { session, say, missing } }: { app: App }) {
  const words = session.refused ? say(session.refused === 4000 ? 'old' : 'refused') : session.cut ? say('lost') : missing && say('missing')
  return (
    <div role="status">
      {words && (
        <p class="lost">
          <Icon path={offline} />
          {words}
        </p>
      )}
    </div>
  )
}
