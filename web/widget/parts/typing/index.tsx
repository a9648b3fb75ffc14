/** Somebody is writing to us: who, and three dots. */
import { Face, faces } from '../../../shared/face'
import { firstName } from '../../../shared/linkify'
import { handOver } from '../../contract'
import type { App, Drawn } from '../../panel/app'
import css from './typing.css?inline'

handOver<Drawn>({ css, draw: (app) => <Typing app={app} name={app.session.state.typing?.name ?? ''} /> })

function Typing({ app, name }: { app: App; name: string }) {
  faces.base = app.stage.base
  const { conversation, team } = app.session.state
  const who = [conversation?.operator, ...team.people].find((person) => person?.name === name) ?? { id: name, name, avatar: null }
  return (
    <div class="group" aria-live="off">
      <div class="who">
        <Face who={who} named={false} />
        <b>{firstName(name)}</b>
        {app.words('typing')('typing')}
      </div>
      <div class="message dots"><i /></div>
    </div>
  )
}
