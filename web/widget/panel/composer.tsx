/** The one field: grows to six lines, Enter sends, Shift+Enter breaks, what was typed survives. */
import { Icon } from '../../shared/icon'
import { alert, clip, send, smile } from '../../shared/icons'
import type { App } from './app'
import { Opener } from './opener'

/** The server's own limit, in characters (besedka/domain/message.py). */
const LIMIT = 10_000

export function Composer({ app }: { app: App }) {
  const { session, say } = app
  const text = session.draft
  const over = text.length > LIMIT ? Array.from(text).length - LIMIT : 0
  const { carrying } = app
  const carries = !!carrying?.items.length
  const unfound = !carrying && !app.missing && app.session.shelf.list('file.')[0] // what an earlier page left comes first
  const ready = (text.trim() !== '' || carries) && over <= 0 && !unfound && !(carries && carrying.busy())
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
        {carries && app.parts.at('files')?.draw(app)}
        <label class="tool" aria-label={say('attach')} onPointerEnter={() => void app.parts.fetch('files')}>
          <input class="hidden" type="file" multiple aria-label={say('attach')} onChange={(event) => chosen(app, event.currentTarget)} />
          <Icon path={clip} />
        </label>
        <textarea
          rows={1} value={text} placeholder={say(again ? 'writeMore' : 'write')} aria-label={say('write')} aria-invalid={over > 0} dir="auto"
          enterkeyhint="send" onInput={(event) => change(app, event.currentTarget)} onKeyDown={keys} onPaste={(event) => attach(app, event, event.clipboardData)}
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
  session.typed(field.value.trim() !== '', field.value)
  redraw()
  queueMicrotask(() => grow(field))
}

function chosen(app: App, input: HTMLInputElement): void {
  take(app, [...(input.files ?? [])])
  input.value = ''
}

/** Files that were pasted or dropped. What was copied out of a document or a table comes with a picture of itself: its words are meant. */
export function attach(app: App, event: Event, from: DataTransfer | null): void {
  if (!from?.files.length || (event.type === 'paste' && from.getData('text') && from.getData('text/html'))) return
  event.preventDefault()
  take(app, [...from.files])
}

export function take(app: App, files: readonly File[]): void {
  app.missing = false
  app.parts.fetch('files').then((part) => part.take(app, files)).catch(() => {
    app.missing = true
    app.redraw()
  })
}

function submitText(app: App, text: string): void {
  app.freshFrom = 0
  app.session.write(text, app.carrying?.hand())
  void app.parts.fetch('sound') // an answer may come
  app.scroll.toEnd()
}

/** Browsers without `field-sizing` are helped by hand. */
function grow(node: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  node.style.blockSize = 'auto'
  node.style.blockSize = `${node.scrollHeight}px`
}
