/** The one field: grows to six lines, Enter sends, Shift+Enter breaks, what was typed survives. */
import { Icon } from '../../shared/icon'
import { alert, send, smile } from '../../shared/icons'
import { overlay, type App } from './app'

/** The server's own limit, in characters (besedka/domain/message.py). */
const LIMIT = 10_000
const EMOJI = '🙂 😀 😂 😉 😍 🤔 😢 😡 👍 👎 👌 🙏 👏 🤝 💪 ❤️ 🔥 🎉 ✅ ❌ ⏰ 📷 🎁 👋'.split(' ')

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
        <Emoji app={app} />
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
  app.scroll.toEnd()
}

function Emoji({ app }: { app: App }) {
  const { open, shut, toggle, keys, left } = overlay(app, 'emoji', '.smile', '.emoji button')
  const walk = (event: KeyboardEvent) => {
    keys(event)
    const button = event.target as HTMLElement
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key]
    if (!open || !step) return
    event.preventDefault()
    const all = [...(button.parentElement?.children ?? [])] as HTMLElement[]
    all[(all.indexOf(button) + step + all.length) % all.length]?.focus()
  }
  const pick = (event: Event) => {
    const button = event.currentTarget as HTMLElement
    const field = button.closest('form')?.querySelector('textarea')
    if (!field) return
    field.setRangeText(button.textContent ?? '', field.selectionStart, field.selectionEnd, 'end')
    shut()
    field.focus()
    change(app, field)
  }
  return (
    <div onKeyDown={walk} onFocusOut={left}>
      <button type="button" class="tool smile" aria-label={app.say('emoji')} aria-expanded={open} onClick={toggle}>
        <Icon path={smile} />
      </button>
      {open && (
        <div class="emoji" role="group" aria-label={app.say('emoji')}>
          {EMOJI.map((emoji) => <button type="button" onClick={pick}>{emoji}</button>)}
        </div>
      )}
    </div>
  )
}

/** Browsers without `field-sizing` are helped by hand. */
function grow(node: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  node.style.blockSize = 'auto'
  node.style.blockSize = `${node.scrollHeight}px`
}
