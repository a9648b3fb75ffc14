/** The messages. New ones keep the eye where it is: at the end if it was at the end, else where it reads. */
import { Face, type Someone } from '../../shared/face'
import { Icon } from '../../shared/icon'
import { alert, clockFace, down, tick, ticks } from '../../shared/icons'
import { plainName, type Part } from '../../shared/linkify'
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
        {state.typing && <Typing app={app} name={state.typing.name} />}
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
      {operator ? <Who app={app} who={operator} at={lines[0]?.at} /> : own && <span class="hidden">{app.say('you')}: </span>}
      {lines.map((line) => <Words key={line.id} app={app} line={line} />)}
      {own && <Became app={app} line={newest} inWords={group.last} />}
    </div>
  )
}

function Who({ app, who, at }: { app: App; who: Someone; at?: number | undefined }) {
  return (
    <div class="who">
      <Face who={who} named={false} />
      <b>{firstName(who.name)}</b>
      {at === undefined ? app.say('typing') : <time>{clock(at, app.language)}</time>}
    </div>
  )
}

function Words({ app, line }: { app: App; line: Line }) {
  const unsaid = line.phase === 'waiting' || line.phase === 'failed' ? ` ${line.phase}` : ''
  return (
    <div class={'message' + unsaid}>
      {parts(app, line.text).map((part) =>
        typeof part === 'string' ? part : <a href={part.href} target="_blank" rel="noopener nofollow ugc">{part.text}</a>,
      )}
    </div>
  )
}

/** What may hold a link; only then is it worth fetching what finds them. */
const SUSPECT = /\.[\p{L}\p{N}]|:\/\/|\+\d/u

/** A text is searched for links once, not at every drawing; while there is nothing to search with, its words are just words. */
const searched = new Map<string, Part[]>()
function parts({ parts, redraw }: App, text: string): Part[] {
  const known = searched.get(text)
  if (known) return known
  const links = parts.at('links')
  const suspect = SUSPECT.test(text)
  const found = suspect && links ? links.linkify(text) : [text]
  searched.set(text, found)
  if (suspect && !links) parts.fetch('links').then(() => (searched.clear(), redraw()), () => {})
  return found
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

function Typing({ app, name }: { app: App; name: string }) {
  const { conversation, team } = app.session.state
  const who = [conversation?.operator, ...team.people].find((person) => person?.name === name) ?? { id: name, name, avatar: null }
  return (
    <div class="group" aria-live="off">
      <Who app={app} who={who} />
      <div class="message dots"><i /></div>
    </div>
  )
}

/** Names of two words are shown by the first, as people call each other. */
function firstName(name: string): string {
  return plainName(name).split(' ')[0] ?? ''
}
