/** The try-it field of the page filter: an address, the verdict, and the line that decided. */
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { ban, check } from '../../shared/ui/icons'
import { Field } from '../../shared/ui/field'
import type { ShowingPage } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import { useAnswer } from './asking'
import type { Rules } from './saving'

/** The line of the list that has decided, and how. */
export interface Decided {
  readonly line: number
  readonly shown: boolean
}

export function TryIt({ rules, told }: { rules: Rules; told: (decided: Decided | null) => void }) {
  const { say } = useSpeech()
  const [address, setAddress] = useState('')
  const asked = address.trim() !== '' && rules.now.filter.on
  const { it, trouble } = useAnswer(rules, asked ? { address, device: 'desktop', at: null } : null)
  const line = it?.page.line ?? null
  const shown = it?.page.shown ?? true
  useEffect(() => told(line === null ? null : { line, shown }), [line, shown])
  if (!rules.now.filter.on) return null
  return (
    <section class="sheet group" aria-labelledby="try">
      <header><h2 id="try">{say('try_it')}</h2><p>{say('try_it_why')}</p></header>
      <div class="inside"><Field label={say('address')} name="try" value={address} error={trouble} onInput={setAddress} /></div>
      <div role="status">{it && <PageVerdict page={it.page} clear={rules.now.filter.mode === 'clear'} />}</div>
    </section>
  )
}

function PageVerdict({ page, clear }: { page: ShowingPage; clear: boolean }) {
  const { say } = useSpeech()
  return (
    <div class={page.shown ? 'verdict yes' : 'verdict no'}>
      <Icon path={page.shown ? check : ban} size="m" />
      <div>
        <b>{say(page.shown ? 'shown' : 'hidden')}</b>
        <p><PageWhy page={page} /></p>
        <p class="quiet">{say('compared')} <code>{page.compared}</code> — {say(clear ? 'compared_clear' : 'compared_roistat')}</p>
      </div>
    </div>
  )
}

function PageWhy({ page }: { page: ShowingPage }) {
  const { say } = useSpeech()
  if (page.entry === null || page.line === null) return <>{say(page.shown ? 'by_no_line' : 'by_nothing')}</>
  return <>{say('by_line', { line: page.line })} <code>{page.entry}</code></>
}
