/** The window: head, trouble strip, messages, field; and the keys that leave it. */
import type { TargetedKeyboardEvent } from 'preact'
import type { App } from './app'
import { attach, Composer } from './composer'
import { Head, Lost } from './head'
import { Log } from './log'

export function Window({ app }: { app: App }) {
  const { session, say, full, language, stage } = app
  const form = app.parts[stage.form ?? session.state.team.form ? 'wish' : 'at']('form')
  const bare = session.state.messages.length === 0 && session.outbox.items.length === 0
  const keys = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') app.close()
    if (event.key === 'Tab' && full) stay(event, event.currentTarget)
    event.stopPropagation() // the page's own shortcuts must not fire while somebody types to us
  }
  return (
    <section
      class={'panel' + (full ? ' full' : '') + (session.known ? ' known' : '')} role="dialog" aria-modal={full} tabIndex={-1} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}
      aria-label={`${say('title')}, ${stage.settings.name}`} onKeyDown={keys} onKeyUp={still} onKeyPress={still}
      onDragOver={(event) => event.preventDefault()} onDrop={(event) => attach(app, event, event.dataTransfer)}
    >
      <Head app={app} bare={bare} />
      <Lost app={app} />
      {form?.draw(app) ?? [<Log app={app} />, form?.again(app), <Composer app={app} />]}
    </section>
  )
}

function still(event: KeyboardEvent): void {
  event.stopPropagation()
}

/** A window that covers the screen keeps the focus within itself. */
function stay(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...(panel.querySelectorAll<HTMLElement>('button,textarea,a[href],[tabindex="0"]'))]
  const now = (panel.getRootNode() as ShadowRoot).activeElement
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (now !== from) return
  event.preventDefault()
  to?.focus()
}
