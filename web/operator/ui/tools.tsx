/** What one can do with one message: quote it, change it, take it back, copy it, see what it said before. */
import { useState } from 'preact/hooks'
import { clock } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { answer, bin, copy, history, pen } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { editDraft } from '../net/drafts'
import { compose, type Editing } from '../state/composing'
import { store, useStore } from '../state/store'
import type { Version } from '../wire'
import { refusal } from './acts'
import { operatorName } from './people'
import { useDesk, useLanguage, useSay } from './room'

/** Whose tools are shown: the message under the pointer, under the finger, or with the focus. */
export const active = store<string | null>(null)

export interface ToolsOptions {
  readonly of: Editing
  readonly text: string
  readonly mine: boolean
  /** The `seq` to quote; null for what cannot be quoted. */
  readonly quote: number | null
  readonly changed: boolean
}

export function Tools({ of, text, mine, quote, changed }: ToolsOptions) {
  const say = useSay()
  const desk = useDesk()
  const admin = useStore(desk.state, (state) => state.me.role === 'admin')
  const [was, setWas] = useState<readonly Version[] | null>(null)
  const field = (): void => requestAnimationFrame(() => document.querySelector<HTMLElement>('#answer')?.focus()) as unknown as void
  const deeds: [string, string, () => void][] = []
  if (quote !== null) deeds.push([say('quote'), answer, () => { compose(of.conversation, { mode: 'answer', quote, editing: null }); field() }])
  if (mine) {
    deeds.push([say('edit'), pen, () => { begin(of, text, (draft) => desk.drafts.set(editDraft(of.conversation), draft)); field() }])
    deeds.push([say('take_back'), bin, () => void tried(() => desk.words.takeBack(of))])
  }
  deeds.push([say('copy'), copy, () => void navigator.clipboard?.writeText(text)])
  if (admin && changed) deeds.push([say('was_before'), history, () => void tried(async () => setWas(was ? null : await desk.words.versions(of)))])
  return (
    <>
      <span class="tools" role="toolbar" aria-label={say('tools')}>
        {deeds.map(([label, icon, press]) => (
          <button key={label} type="button" class="icon small" aria-label={label} title={label} onClick={press}><Icon path={icon} size="m" /></button>
        ))}
      </span>
      {was && <Before versions={was} />}
    </>
  )
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

export function begin(of: Editing, text: string, put: (draft: string) => void): void {
  put(text)
  compose(of.conversation, { mode: of.kind === 'note' ? 'note' : 'answer', quote: null, editing: of })
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
