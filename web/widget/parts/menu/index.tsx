/** The menu of the head: the sound. */
import { Icon } from '../../../shared/icon'
import { bell } from '../../../shared/icons'
import { handOver } from '../../contract'
import type { App, Drawn } from '../../panel/app'
import css from './menu.css?inline'

handOver<Drawn>({ css, draw: (app) => <Menu app={app} /> })

function Menu({ app }: { app: App }) {
  const { session } = app
  const say = app.words('menu')
  const mute = () => {
    session.mute(!session.muted)
    app.redraw()
  }
  return (
    <div class="over menu" role="menu" aria-label={app.say('menu')}>
      <button type="button" role="menuitemcheckbox" aria-checked={!session.muted} onClick={mute}>
        <Icon path={bell} />
        {say('sound')}
        <span>{say(session.muted ? 'off' : 'on')}</span>
      </button>
    </div>
  )
}
