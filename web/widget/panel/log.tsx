/** The messages. New ones keep the eye where it is: at the end if it was at the end, else where it reads. */
import { Face, type Someone } from '../../shared/face'
import { Icon } from '../../shared/icon'
import { alert, clockFace, down, tick, ticks } from '../../shared/icons'
import { firstName, type Part } from '../../shared/linkify'
import { clock, day } from '../../shared/time'
import type { App } from './app'
import { thread, type Group, type Line, type Phase } from './thread'

/** Preact's types know `log` as no role of a list; ARIA does. */
const LIVE = { role: 'log' as 'list', 'aria-live': 'polite' as const }

export function Log({ app }: { app: App }) {
  const { session, say, scroll } = app
  const { state, outbox } = session
  const { conversation } = state
  const written = outbox.items.length > 0
  const blocks = thread(state, outbox.items, app.freshFrom, session.skew)
  return (
    <div class="body" key="log">
      <div class="log" ref={scroll.attend} {...LIVE} aria-label={say('log')} aria-busy={!session.known} tabIndex={0} onScroll={scroll.scrolled}>
        {blocks.map((block) =>
          block.kind === 'group' ? <Said key={block.lines[0]?.id} app={app} group={block} />
          : block.kind === 'day' ? <div key={block.at} class="day">{day(block.at, app.now(), app.language)}</div>
          : <div key="fresh" class="new">{say('fresh')}</div>,
        )}
        {conversation?.status === 'closed' && !written && (
          <div class="day">{state.closedAt ? say('closedAt', { time: clock(state.closedAt, app.language) }) : say('closed')}</div>
        )}
        {(conversation?.status === 'confirming' || (conversation?.status === 'closed' && state.asks && !written)) && app.parts.wish('closing')?.draw(app)}
        {app.parts.at('wait')?.draw(app)}
        {state.typing && !session.cut && app.parts.wish('typing')?.draw(app)}
      </div>
      {!scroll.atEnd && (
        <button type="button" class="tool latest" aria-label={say('down')} onClick={scroll.toEnd}>
          <Icon path={down} />
          {conversation?.unread ? <b>{Math.min(conversation.unread, 99)}</b> : null}
        </button>
      )}
    </div>
  )
}

function Said({ app, group }: { app: App; group: Group }) {
  const { operator, lines, own } = group
  const newest = lines.at(-1)
  if (!newest) return null
  return (
    <div class={own ? 'group own' : 'group'}>
      {operator ? <Who app={app} who={operator} at={(lines[0] ?? newest).at} /> : own && <span class="hidden">{app.say('you')}: </span>}
      {lines.map((line) => <Words key={line.id} app={app} line={line} />)}
      {own && <Became app={app} line={newest} inWords={group.last} />}
    </div>
  )
}

function Who({ app, who, at }: { app: App; who: Someone; at: number }) {
  return (
    <div class="who">
      <Face who={who} named={false} />
      <b>{firstName(who.name)}</b>
      <time>{clock(at, app.language)}</time>
    </div>
  )
}

function Words({ app, line }: { app: App; line: Line }) {
  const unsaid = line.phase === 'waiting' || line.phase === 'failed' ? ` ${line.phase}` : ''
  const { say } = app
  if (line.deleted) return <div class="message gone">{say('deleted')}</div>
  return (
    <div class={'message' + unsaid}>
      {line.quote && <q>{line.quote.text || say('deleted')}</q>}
      {line.files.length > 0 && app.parts.wish('attached')?.files(app, line.files)}
      {parts(app, line.text).map((part) =>
        typeof part === 'string' ? part : <a href={part.href} target="_blank" rel="noopener nofollow ugc">{part.text}</a>,
      )}
      {line.edited && <small> {say('edited')}</small>}
    </div>
  )
}

/** What may hold a link; only then is it worth fetching what finds them. */
const SUSPECT = /\.[\p{L}\p{N}]|:\/\/|\+\d/u

/** A text is searched for links once, not at every drawing; while there is nothing to search with, its words are just words. */
const searched = new Map<string, Part[]>()
function parts(app: App, text: string): Part[] {
  const found = searched.get(text) ?? (SUSPECT.test(text) ? app.parts.wish('links')?.linkify(text) : [text])
  if (found) searched.set(text, found)
  return found ?? [text]
}

const ICONS: Record<Phase, string> = { waiting: clockFace, failed: alert, sent: tick, delivered: ticks, read: ticks }

function Became({ app, line, inWords }: { app: App; line: Line; inWords: boolean }) {
  const { session, say } = app
  const phase = line.phase ?? 'sent'
  const unsaid = phase === 'waiting' || phase === 'failed'
  const word = say(phase === 'waiting' && !session.cut ? 'sending' : phase)
  return (
    <div class={'state ' + phase} title={line.reason}>
      <Icon path={ICONS[phase]} small />
      <span>
        <span class={inWords || unsaid ? '' : 'hidden'}>{word} </span>
        {!unsaid && <time>{clock(line.at, app.language)}</time>}
        {line.reason && <span class="hidden">{line.reason}</span>}
      </span>
      {phase === 'failed' && <button type="button" onClick={() => session.outbox.retry(line.id)}>{say('retry')}</button>}
      {phase === 'failed' && <button type="button" onClick={() => session.outbox.discard(line.id)}>{say('discard')}</button>}
    </div>
  )
}
