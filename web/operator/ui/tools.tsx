/** What one can do with one message: quote it, change it, take it back, copy it, see what it said before. */
import { useState } from 'preact/hooks'
import { clock } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { answer, bin, copy, history, pen } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { quoteDraft } from '../net/drafts'
import { compose, type Editing } from '../state/composing'
import { store, useStore } from '../state/store'
import { span } from '../state/waiting'
import type { Version } from '../wire'
import { refusal } from './acts'
import { copyText } from './copying'
import { beginEdit } from './editing'
import { operatorName } from './people'
import { useClock, useDesk, useLanguage, useSay } from './room'

/** Whose tools are shown: the message under the pointer, under the finger, or with the focus. */
export const active = store<string | null>(null)

export interface ToolsOptions {
  readonly of: Editing
  readonly text: string
  readonly mine: boolean
  /** The `seq` to quote; null for what cannot be quoted. */
  readonly quote: number | null
  readonly changed: boolean
  /** When it was sent, for what the project lets nobody change for long; null: it may be changed at any time. */
  readonly sent: number | null
}

export function Tools({ of, text, mine, quote, changed, sent }: ToolsOptions) {
  const say = useSay()
  const desk = useDesk()
  const admin = useStore(desk.state, (state) => state.me.role === 'admin')
  const [was, setWas] = useState<readonly Version[] | null>(null)
  const field = (): void => requestAnimationFrame(() => document.querySelector<HTMLElement>('#answer')?.focus()) as unknown as void
  const late = useTooLate(sent)
  const deeds: [label: string, icon: string, press: () => void, locked?: string][] = []
  if (quote !== null) deeds.push([say('quote'), answer, () => { desk.drafts.set(quoteDraft(of.conversation), String(quote)); compose(of.conversation, { mode: 'answer', editing: null }); field() }])
  if (mine) {
    deeds.push([say('edit'), pen, () => { beginEdit(desk, of, text); field() }, late])
    deeds.push([say('take_back'), bin, () => void tried(() => desk.words.takeBack(of)), late])
  }
  deeds.push([say('copy'), copy, () => void copyText(text, say)])
  if (admin && changed) deeds.push([say('was_before'), history, () => void tried(async () => setWas(was ? null : await desk.words.versions(of)))])
  return (
    <>
      <span class="tools" role="toolbar" aria-label={say('tools')}>
        {deeds.map(([label, icon, press, locked]) => (
          <button
            key={label} type="button" class="icon small" aria-label={label} title={locked || label} aria-disabled={locked ? true : undefined}
            onClick={locked ? () => refusal.set(new RequestRefused(409, 'change_too_late', {}, locked)) : press}
          ><Icon path={icon} size="m" /></button>
        ))}
      </span>
      {was && <Before versions={was} />}
    </>
  )
}

/** Why it may be changed no more; nothing while it may. */
function useTooLate(sent: number | null): string {
  const say = useSay()
  const limit = useStore(useDesk().state, (state) => state.project.settings.edit_limit)
  const over = useClock((now) => sent !== null && now - sent > limit * 1000)
  if (!over) return ''
  return limit === 0 ? say('change_never') : say('change_too_late', { time: span(limit * 1000, say) })
}

function Before({ versions }: { versions: readonly Version[] }) {
  const say = useSay()
  const language = useLanguage()
  const operators = useStore(useDesk().state, (state) => state.operators)
  return (
    <span class="hist" role="status">
      {versions.map((one) => (
        <span key={one.at}><b>{say('was_until', { time: clock(one.at, language), name: operatorName(operators, one.operator, say) })}</b>{one.text}</span>
      ))}
    </span>
  )
}

async function tried(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed()
    refusal.set(null)
  } catch (trouble) {
    if (!(trouble instanceof RequestRefused)) throw trouble
    refusal.set(trouble)
  }
}

/** The arrows walk from message to message; Tab then reaches its tools. */
export function walk(event: KeyboardEvent): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  const log = event.currentTarget as HTMLElement
  const here = (event.target as Element).closest('.msg, .memo')
  if (!step || event.altKey || event.ctrlKey || event.metaKey || (!here && !event.shiftKey)) return
  const all = [...log.querySelectorAll<HTMLElement>('.msg[tabindex], .memo[tabindex]')]
  const at = here ? all.indexOf(here as HTMLElement) + step : all.length - 1
  all[at]?.focus()
  event.preventDefault()
}
