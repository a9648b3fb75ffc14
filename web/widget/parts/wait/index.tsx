/** How long the wait is: in the head what is usual, or when somebody is back; below a message that waits what is still to be expected. */
import { clock } from '../../../shared/time'
import { handOver } from '../../contract'
import type { App, WaitPart } from '../../panel/app'
import { dayOf, inWords, until, waiting, type Said } from './known'
import css from './wait.css?inline'

handOver<WaitPart>({ css, title, head, draw })

/** The server tells no more than this. */
const MOST = 100

let timer: ReturnType<typeof setTimeout> | undefined
/** Since when somebody is seen to be there; 0: from the beginning. */
let here = 0
let online = true
/** What was said last to who waits: only something else is read out. */
let last = ''

function time(app: App, millis: number): string {
  const { unit, n } = inWords(millis)
  return app.words('wait')(unit, { n })
}

function opens(app: App, at: number): string {
  const day = new Intl.DateTimeFormat(`${app.language}-u-nu-latn`, { day: 'numeric', month: 'long' }).format(at)
  return app.words('wait')(dayOf(at, app.now()), { time: clock(at, app.language), day })
}

/** In place of the greeting, where a form is in place of the chat until somebody is back. */
function title(app: App): string | undefined {
  const { form, wait } = app.session.state.team
  return form?.reason === 'offline' && wait?.opens ? opens(app, wait.opens) : undefined
}

function head(app: App, known: boolean): unknown {
  const { usual, opens: at } = app.session.state.team.wait ?? {}
  const say = app.words('wait')
  if (usual) return <small class="on said">{say(known ? 'usual' : 'some', { time: time(app, usual * 1_000) })}</small>
  if (!at || title(app)) return null
  later(app, new Date(app.now()).setHours(24, 0, 0, 0) - app.now())
  return <small class="off said">{say('nobody', { opens: opens(app, at) })}</small>
}

function draw(app: App): unknown {
  const { state, cut } = app.session
  if (state.team.online && !online) here = app.now()
  online = state.team.online
  const known = cut ? null : waiting(state, app.now(), here)
  const said = known?.said ?? ''
  const news = said !== last
  last = said
  if (!known) return null
  if (said === 'left') later(app, until(known.left))
  return (
    <div class="wait">
      {said && <p aria-live={news ? 'polite' : 'off'}>{sentence(app, said, known.left)}</p>}
      {known.ahead !== undefined && <p aria-live="off">{place(app, known.ahead)}</p>}
    </div>
  )
}

function sentence(app: App, said: Said, left: number): string {
  const say = app.words('wait')
  if (said === 'left') return say('left', { time: time(app, left) })
  return (said === 'late' ? say('late') : opens(app, app.session.state.team.wait?.opens ?? 0) + '.') + ' ' + say('kept')
}

function place(app: App, ahead: number): string {
  return app.words('wait')(ahead === 0 ? 'next' : ahead < MOST ? 'ahead' : 'many', { n: ahead < MOST ? ahead : MOST - 1 })
}

/** The words change by themselves: drawn anew then, which a closed window is not. */
function later(app: App, millis: number): void {
  clearTimeout(timer)
  timer = setTimeout(app.redraw, millis + 50)
}
