/** The panel: all that opening the chat adds. It draws into the shadow tree of the place that the loader gives it. */
import { h, render } from 'preact'
import { plainTranslator } from '../../shared/i18n'
import { faces } from '../../shared/face'
import type { SpokenLanguage } from '../../shared/wire.gen'
import { handOver, type Panel, type Stage } from '../contract'
import * as own from '../words/own'
import type { App } from './app'
import { take } from './composer'
import css from './panel.css?inline'
import { openParts } from './parts'
import { watchScreen } from './screen'
import { keepScroll } from './scroll'
import { Session } from './session'
import { Window } from './window'

handOver(create)

export function create(stage: Stage): Panel {
  const { frame, launcher } = stage
  const root = dress(frame, stage)
  faces.base = stage.base
  let open = false
  let waiting = false

  const app: App = {
    stage,
    session: new Session(stage, stage.language, redraw),
    language: own.language,
    say: plainTranslator(own.words),
    words: undefined!, // until `hear` has it, which every part that speaks waits for
    full: false,
    freshFrom: 0,
    over: '',
    parts: openParts(stage, (part) => 'css' in part && wear(root.getRootNode() as ShadowRoot, part.css), hear, redraw),
    carrying: null,
    missing: false,
    scroll: keepScroll(moved, () => app.session.older()),
    now: () => Date.now() + app.session.skew,
    close: stage.close,
    redraw,
    focus: (selector) => queueMicrotask(() => root.querySelector<HTMLElement>(selector)?.focus()),
  }
  app.session.sound = (id) => void (launcher.isConnected && app.parts.fetch('sound').then(({ play }) => play(id), () => {}))
  app.session.looking = () => open && !document.hidden && document.hasFocus() && app.scroll.atEnd
  const screen = watchScreen(frame, (full) => {
    app.full = full
    redraw()
  })
  for (const event of ['focus', 'visibilitychange']) addEventListener(event, () => open && app.session.mark(), true)

  /** Many changes of one turn are drawn once; a closed window only counts. */
  function redraw(): void {
    if (waiting) return
    waiting = true
    queueMicrotask(() => {
      waiting = false
      count()
      if (app.session.engaged) app.parts.wish('earlier')?.draw(app)
      if (open) draw()
    })
  }

  function draw(): void {
    render(h(Window, { app }), root)
    app.scroll.drawn(app.session.state.messages[0]?.id ?? '')
  }

  function moved(): void {
    app.session.mark()
    redraw()
  }

  /** The badge, the line above what came while nobody looked, and goals, from when the project wants them. */
  function count(): void {
    if (stage.settings.goals) app.parts.wish('goals')?.draw(app)
    const { conversation } = app.session.state
    const unread = conversation?.unread ?? 0
    stage.unread(unread, app.say('close'), app.say('fresh'))
    if (!unread && !open) app.freshFrom = 0
    else if (unread && !app.freshFrom && !app.session.looking()) app.freshFrom = (conversation?.marks.visitor_read ?? 0) + 1
  }

  /** Fetches all that is said in the language that is wanted; until it has come, the panel goes on in its own. */
  async function hear(): Promise<void> {
    const { language } = app.session
    const { words, say } = await app.parts.fetch(`words-${language}`)
    if (app.session.language !== language) return hear()
    app.language = language
    app.say = plainTranslator(words)
    app.words = say
    redraw()
  }

  function speak(language: SpokenLanguage): void {
    app.session.language = language
    if (language !== app.language) hear().catch(() => {})
  }

  speak(stage.language)
  count()
  return {
    open(words) {
      open = true
      app.session.draft ||= words ?? ''
      app.session.start()
      if (app.session.shelf.list('file.')[0]) take(app, [])
      screen.turned(true)
      count()
      draw()
      if (!stage.invited) root.querySelector<HTMLElement>(app.full ? '.panel' : 'textarea')?.focus()
      app.session.mark()
    },
    close() {
      if (!open) return
      open = false
      const inside = frame.shadowRoot?.activeElement
      screen.turned(false)
      app.session.rest()
      if (inside || document.activeElement === document.body) launcher.focus()
    },
    speak,
  }
}

/** The place gets its shadow tree, our styles, and the project's colour and theme. */
function dress(frame: HTMLElement, { settings: { hue, theme } }: Stage): HTMLElement {
  const shadow = frame.shadowRoot ?? frame.attachShadow({ mode: 'open' })
  const root = document.createElement('div')
  frame.dataset['theme'] = theme
  root.className = 'bsd'
  frame.style.setProperty('--hue', String(hue))
  wear(shadow, css)
  shadow.append(root)
  return root
}

function wear(shadow: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    shadow.append(style)
  }
}
