/** The field: a draft that survives everything, Enter sends, Shift+Enter breaks the line. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { LIMITS, tooLong } from '../../shared/limits'
import { Icon } from '../../shared/ui/icon'
import { close, lock, pen, send } from '../../shared/ui/icons'
import { editDraft, quoteDraft } from '../net/drafts'
import { ANSWERING, compose, type Composing, composing, type RefusedEdit } from '../state/composing'
import { useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Conversation } from '../wire'
import { aim } from './aim'
import { Quote } from './bubbles'
import { AttachButton, AttachedList, pasted, useAttachPlace, useCarrying } from './attachments'
import { useLost } from './connection'
import { beginEdit, draftOf, letGo, saveEdit } from './editing'
import { EmojiPicker } from './emoji'
import { calledBy } from './people'
import { SlashButton, useSlash } from './slash'
import { useClock, useDesk, useMedia, useSay } from './room'

const TYPING_EVERY = 4_000
const TYPING_ENDS = 5_000

export function Composer({ it }: { it: Conversation }) {
  const say = useSay()
  const desk = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  const touch = useMedia('(pointer: coarse)')
  const lost = useLost()
  const typing = useTyping(it.id)
  const { mode, quote, editing, saving, place, text, put, post, over, refused, why } = useSending(it, typing, field)
  const wrong = refused.find((one) => one.of === editing)
  const waits = useClock((now) => (it.waiting_since === null ? '' : span(now - it.waiting_since, say)))
  useGrowing(field, text)
  const slash = useSlash(it, field, put, place)
  const drop = (): void => {
    desk.drafts.set(editing ? editDraft(it.id) : quoteDraft(it.id), '')
    if (editing) letGo(editing)
    compose(it.id, { editing: null })
  }
  const pressed = (event: KeyboardEvent): void => {
    if (slash.pressed(event)) return
    if (event.key === 'Escape' && (editing || quote !== null)) {
      event.preventDefault()
      return drop()
    }
    if (event.key === 'ArrowUp' && event.altKey) return lastMessage(it.id)
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || touch) return
    event.preventDefault()
    post()
  }
  const note = mode === 'note'
  const label = note ? say('write_note') : say('write_to', { name: calledBy(it, say) })
  return (
    <form class="composer" data-mode={mode} onSubmit={(event) => { event.preventDefault(); post() }}>
      <div class="top">
        <Modes id={it.id} mode={mode} />
        {note ? <span class="say">{say('note_unseen')}</span> : waits && <span class="say">{say('client_waits', { time: waits })}</span>}
      </div>
      {saving && <Saving key={saving.id} />}
      {refused.map((one) => one !== wrong && <Refused key={one.of.id} it={one} again={editing === null} field={field} />)}
      {editing && <Strip words={say(note ? 'editing_note' : 'editing')} drop={drop} />}
      {quote !== null && !note && !editing && <div class="strip"><Quote seq={quote} /><Drop press={drop} /></div>}
      {slash.panel}
      <textarea
        ref={field} id="answer" rows={1} value={text} aria-label={label} aria-invalid={over > 0 || wrong !== undefined} aria-describedby="answer-tip"
        placeholder={note ? say('note_placeholder') : lost ? say('write_offline') : label} onInput={(event) => { put(event.currentTarget.value); slash.look() }}
        onKeyDown={pressed} onSelect={slash.look} {...slash.aria} onBlur={() => { typing(false); slash.look() }}
        onPaste={(event) => place !== null && pasted(event, (files) => desk.attachments.of(place).add(files))}
      />
      {place !== null && <AttachedList place={place} />}
      {wrong && <p class="after bad" role="alert">{wrong.why}</p>}
      <div class="bar">
        {place !== null && <AttachButton place={place} />}
        <EmojiPicker pick={(emoji) => put(inserted(field.current, emoji))} />
        <SlashButton open={slash.open} />
        <span class="end">
          <span class={over > 0 ? 'tip bad' : 'tip'} id="answer-tip">{over > 0 ? say('too_long', { limit: LIMITS.message, over }) : why === 'files_coming' ? say('files_coming') : say('tip')}</span>
          <button class={note ? 'btn note go' : 'btn main go'} aria-disabled={over > 0 || why !== '' || undefined}>
            <Icon path={send} /><span class="label">{say(editing ? 'save' : note ? 'write_down' : 'send')}</span><kbd>↵</kbd>
          </button>
        </span>
      </div>
    </form>
  )
}

/** What is being written, and what Enter does with it: an answer, a note, or other words in place of said ones. */
function useSending(it: Conversation, typing: (on: boolean) => void, field: { current: HTMLTextAreaElement | null }) {
  const say = useSay()
  const desk = useDesk()
  const now = useStore(composing, (all) => all[it.id] ?? ANSWERING)
  const { mode, editing, saving, refused } = now
  const quote = useStore(desk.drafts.all, (all) => Number(all[quoteDraft(it.id)]) || null)
  const draft = draftOf(it.id, now)
  const text = useStore(desk.drafts.all, (all) => all[draft] ?? '')
  const place = useAttachPlace(it.id)
  const carrying = useCarrying(place)
  const over = tooLong(text.trim(), 'message')?.over ?? 0
  const plain = mode === 'answer' && !editing
  const put = (next: string): void => {
    desk.drafts.set(draft, next)
    if (editing) letGo(editing)
    if (plain) typing(next.trim() !== '' && !next.startsWith('/')) // whoever looks for a canned response is not writing yet
  }
  const post = (): void => {
    const words = text.trim()
    if (over > 0 || carrying.why) return
    if (words === '' && !carrying.ready) return field.current?.focus()
    typing(false)
    if (editing) void saveEdit(desk, editing, words, say)
    else if (mode === 'note') desk.note(it.id, words)
    else {
      desk.answer(it.id, words, quote)
      desk.drafts.set(quoteDraft(it.id), '')
    }
    field.current?.focus()
  }
  return { mode, quote, editing, saving, place, text, put, post, over, refused, why: carrying.why }
}

function Modes({ id, mode }: { id: string; mode: Composing['mode'] }) {
  const say = useSay()
  const choose = (next: Composing['mode']): void => {
    compose(id, { mode: next, editing: null })
    document.querySelector<HTMLElement>('#answer')?.focus()
  }
  return (
    <div class="seg" role="group" aria-label={say('writing')}>
      <button type="button" aria-pressed={mode === 'answer'} aria-keyshortcuts="r" onClick={() => choose('answer')}>{say('answering')}</button>
      <button type="button" aria-pressed={mode === 'note'} aria-keyshortcuts="n" onClick={() => choose('note')}><Icon path={lock} />{say('noting')}</button>
    </div>
  )
}

function Strip({ words, drop }: { words: string; drop: () => void }) {
  return <div class="strip"><Icon path={pen} size="m" /><span>{words}</span><Drop press={drop} /></div>
}

/** Said once it takes longer than a second. */
function Saving() {
  const say = useSay()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1_000)
    return () => clearTimeout(timer)
  }, [])
  return late ? <div class="strip" role="status"><Icon path={pen} size="m" /><span>{say('saving_edit')}</span></div> : null
}

/** Why other words were not taken while the next ones were typed; they can be taken back into the field, where no others stand. */
function Refused({ it, again, field }: { it: RefusedEdit; again: boolean; field: { current: HTMLTextAreaElement | null } }) {
  const say = useSay()
  const desk = useDesk()
  const takeBack = (): void => {
    beginEdit(desk, it.of, it.words)
    field.current?.focus()
  }
  return (
    <div class="strip" role="alert">
      <span class="clipped">{say('edit_refused', { why: it.why, words: it.words })}</span>
      {again && <button type="button" class="btn sm" onClick={takeBack}>{say('edit_again')}</button>}
      <Drop press={() => letGo(it.of)} />
    </div>
  )
}

function Drop({ press }: { press: () => void }) {
  const say = useSay()
  return <button type="button" class="icon small" aria-label={say('leave_it')} title={say('leave_it')} onClick={press}><Icon path={close} size="m" /></button>
}

/** From the field to the newest message: the arrows go on from there. */
function lastMessage(conversation: string): void {
  if (document.querySelector('.place > .jump')) return aim.set({ conversation, at: 'end' })
  const all = document.querySelectorAll<HTMLElement>('.log .msg[tabindex], .log .memo[tabindex]')
  all[all.length - 1]?.focus()
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
