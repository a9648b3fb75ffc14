/** The one field: grows to six lines, Enter sends, Shift+Enter breaks, what was typed survives. */
import { Icon } from '../../shared/icon'
import { alert, send, smile } from '../../shared/icons'
import type { App } from './app'
import { Opener } from './opener'

/** The server's own limit, in characters (besedka/domain/message.py). */
const LIMIT = 10_000

export function Composer({ app }: { app: App }) {
  const { session, say } = app
  const text = session.draft
  const over = text.length > LIMIT ? Array.from(text).length - LIMIT : 0
  const ready = text.trim() !== '' && over <= 0
  const again = session.state.conversation?.status === 'closed'
  const submit = (event: Event) => {
    event.preventDefault()
    app.focus('textarea')
    if (ready) submitText(app, text.trim())
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event)
  }
  return (
    <form class="composer" onSubmit={submit}>
      <div class="box">
        <textarea
          rows={1} value={text} placeholder={say(again ? 'writeMore' : 'write')} aria-label={say('write')} aria-invalid={over > 0} dir="auto"
          enterkeyhint="send" onInput={(event) => change(app, event.currentTarget)} onKeyDown={keys}
        />
        <Opener app={app} name="emoji" path={smile} />
        <button type="submit" class={ready ? 'tool send ready' : 'tool send'} aria-label={say('send')} aria-disabled={!ready}>
          <Icon path={send} />
        </button>
      </div>
      <div role="alert">
        {over > 0 && (
          <p class="error">
            <Icon path={alert} small />
            {say('tooLong', { n: over, limit: LIMIT })}
          </p>
        )}
      </div>
    </form>
  )
}

function change({ session, redraw }: App, field: HTMLTextAreaElement): void {
  session.keepDraft(field.value)
  session.typed(field.value.trim() !== '')
  redraw()
  queueMicrotask(() => grow(field))
}

function submitText(app: App, text: string): void {
  app.freshFrom = 0
  app.session.write(text)
  void app.parts.fetch('sound') // an answer may come
  app.scroll.toEnd()
}

/** Browsers without `field-sizing` are helped by hand. */
function grow(node: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  node.style.blockSize = 'auto'
  node.style.blockSize = `${node.scrollHeight}px`
}
