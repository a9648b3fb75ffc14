/** The field: a draft that survives everything, Enter sends, Shift+Enter breaks the line. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { send } from '../../shared/ui/icons'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Conversation } from '../wire'
import { AttachButton, AttachedList, pasted, useCarrying } from './attachments'
import { useLost } from './connection'
import { EmojiPicker } from './emoji'
import { clientName } from './people'
import { SlashButton, useSlash } from './slash'
import { useClock, useDesk, useMedia, useSay } from './room'

const LIMIT = 10_000
const TYPING_EVERY = 4_000
const TYPING_ENDS = 5_000

export function Composer({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  const text = useStore(desk.drafts.all, (all) => all[it.id] ?? '')
  const touch = useMedia('(pointer: coarse)')
  const lost = useLost()
  const typing = useTyping(it.id)
  const carrying = useCarrying(it.id)
  const over = [...text.trim()].length - LIMIT
  const waits = useClock((now) => (it.waiting_since === null ? '' : span(now - it.waiting_since, say)))
  useGrowing(field, text)
  const put = (next: string): void => {
    desk.drafts.set(it.id, next)
    typing(next.trim() !== '' && !next.startsWith('/')) // whoever looks for a canned response is not writing yet
  }
  const slash = useSlash(it, field, put)
  const post = (): void => {
    const words = text.trim()
    if (over > 0 || carrying.why) return
    if (words === '' && !carrying.ready) return field.current?.focus()
    typing(false)
    desk.answer(it.id, words)
    field.current?.focus()
  }
  const pressed = (event: KeyboardEvent): void => {
    if (slash.pressed(event) || event.key !== 'Enter' || event.shiftKey || event.isComposing || touch) return
    event.preventDefault()
    post()
  }
  const name = clientName(it, say)
  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); post() }}>
      <div class="top"><b>{say('answering')}</b>{waits && <span class="say">{say('client_waits', { time: waits })}</span>}</div>
      {slash.panel}
      <textarea
        ref={field} id="answer" rows={1} value={text} aria-label={say('write_to', { name })} aria-invalid={over > 0} aria-describedby="answer-tip"
        placeholder={lost ? say('write_offline') : say('write_to', { name })} onInput={(event) => { put(event.currentTarget.value); slash.look() }} onKeyDown={pressed} onSelect={slash.look} {...slash.aria}
        onBlur={() => { typing(false); slash.look() }} onPaste={(event) => pasted(event, (files) => desk.attachments.of(it.id).add(files))}
      />
      <AttachedList conversation={it.id} />
      <div class="bar">
        <AttachButton conversation={it.id} />
        <EmojiPicker pick={(emoji) => put(inserted(field.current, emoji))} />
        <SlashButton open={slash.open} />
        <span class="end">
          <span class={over > 0 ? 'tip bad' : 'tip'} id="answer-tip">{over > 0 ? say('too_long', { limit: LIMIT, over }) : carrying.why === 'files_coming' ? say('files_coming') : say('tip')}</span>
          <button class="btn main go" aria-disabled={over > 0 || carrying.why !== '' || undefined}>
            <Icon path={send} /><span class="label">{say('send')}</span><kbd>↵</kbd>
          </button>
        </span>
      </div>
    </form>
  )
}

/** The field's text with `words` put at the caret, where the caret then stands. */
function inserted(field: HTMLTextAreaElement | null, words: string): string {
  if (!field) return words
  field.setRangeText(words, field.selectionStart, field.selectionEnd, 'end')
  field.focus()
  return field.value
}

/** Grows with its text up to six lines; where the browser does it by itself, it is left alone. */
function useGrowing(field: { current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.setProperty('block-size', 'auto')
    element.style.setProperty('block-size', `${Math.min(element.scrollHeight, 132)}px`)
  }, [field, text])
}

/** Tells the client that somebody types: at most every four seconds, and once when it stops. */
function useTyping(id: string): (on: boolean) => void {
  const desk = useDesk()
  const state = useRef({ saidAt: 0, timer: 0 })
  const stop = (): void => {
    clearTimeout(state.current.timer)
    if (state.current.saidAt > 0) desk.typing(id, false)
    state.current.saidAt = 0
  }
  useEffect(() => stop, [id])
  return (on) => {
    if (!on) return stop()
    clearTimeout(state.current.timer)
    state.current.timer = window.setTimeout(stop, TYPING_ENDS)
    if (Date.now() - state.current.saidAt < TYPING_EVERY) return
    state.current.saidAt = Date.now()
    desk.typing(id, true)
  }
}
