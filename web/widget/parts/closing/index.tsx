/** The end of a conversation: was the question solved, and how was it? Asked once in a session; an answer may be changed. */
import { handOver, shelfPrefix } from '../../contract'
import type { App, Drawn } from '../../panel/app'
import css from './closing.css?inline'

handOver<Drawn>({ css, draw: (app) => (app.session.state.conversation?.status === 'confirming' ? <Solved app={app} /> : <Rating app={app} />) })

let chosen = 0
let comment = ''
let changing = false
let asked: boolean | undefined

function Solved({ app }: { app: App }) {
  const say = app.words('closing')
  const answer = (solved: boolean) => app.session.say({ t: 'confirm', solved }) && app.focus('textarea')
  return (
    <div class="ask" role="group" aria-label={say('solved')}>
      <b>{say('solved')}</b>
      <div>
        <button type="button" class="main" onClick={() => answer(true)}>{say('yes')}</button>
        <button type="button" onClick={() => answer(false)}>{say('no')}</button>
      </div>
    </div>
  )
}

function Rating({ app }: { app: App }) {
  const say = app.words('closing')
  const given = app.session.state.conversation?.rating ?? 0
  if (given && !changing) return <Thanks app={app} given={given} />
  if (!given && done(app)) return null
  const pick = (n: number) => {
    chosen = n
    app.redraw()
    app.focus(`.star[tabindex="0"]`)
  }
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    pick(Math.min(5, Math.max(1, (chosen || (step > 0 ? 0 : 6)) + step)))
  }
  const finish = (send: boolean) => {
    if (send && !(chosen && app.session.say({ t: 'rate', rating: chosen, comment }))) return
    if (send) app.stage.emit('rating', chosen)
    changing = false
    done(app, true)
    app.redraw()
    app.focus('textarea')
  }
  return (
    <div class="ask" role="group" aria-label={say('rate')}>
      <b>{say('rate')}</b>
      <div class="stars" role="radiogroup" aria-label={say('rate')} onKeyDown={keys}>
        {[1, 2, 3, 4, 5].map((n) => (
          <button
            key={n} type="button" class={n <= chosen ? 'star lit' : 'star'} role="radio" aria-checked={n === chosen} aria-label={say('star', { n })}
            tabIndex={n === (chosen || 1) ? 0 : -1} onClick={() => pick(n)}
          >
            ★
          </button>
        ))}
      </div>
      {chosen > 0 && <input value={comment} maxLength={1000} placeholder={say('comment')} aria-label={say('comment')} onInput={(event) => (comment = event.currentTarget.value)} />}
      <div>
        {chosen > 0 && <button type="button" class="main" onClick={() => finish(true)}>{say('send')}</button>}
        <button type="button" onClick={() => finish(false)}>{say('later')}</button>
      </div>
    </div>
  )
}

function Thanks({ app, given }: { app: App; given: number }) {
  const say = app.words('closing')
  const change = () => {
    chosen = given
    changing = true
    app.redraw()
  }
  return (
    <div class="ask" role="group" aria-label={say('thanks')}>
      <b>{say('thanks')} <span class="star lit" role="img" aria-label={say('star', { n: given })}>{'★'.repeat(given)}</span></b>
      <button type="button" onClick={change}>{say('change')}</button>
    </div>
  )
}

/** Whether one was asked in this session; over a reload, where the browser keeps such things. */
function done(app: App, now = false): boolean {
  const name = `${shelfPrefix(app.stage.settings.project)}asked`
  try {
    if (now) sessionStorage.setItem(name, '1')
    asked ??= sessionStorage.getItem(name) !== null
  } catch {
    // storage is blocked: for the page's life
  }
  return (asked = now || (asked ?? false))
}
