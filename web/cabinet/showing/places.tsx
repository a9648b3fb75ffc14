/** Where the chat is shown: the page filter with its try-it field, and the devices. */
import { useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { desktop, info, phone, tablet } from '../../shared/ui/icons'
import type { OwnerProject, PageFilter } from '../../shared/wire.gen'
import { Switch } from '../controls'
import { useSpeech } from '../room'
import { Wrong } from './hours'
import { RulesPage } from './page'
import type { Rules } from './saving'
import { TryIt, type Decided } from './tryit'
import { Why } from './why'

export function PlacesPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const [decided, setDecided] = useState<Decided | null>(null)
  return (
    <RulesPage
      project={project} title={say('places')} words={say('places_then')}
      form={(rules) => <><Filter rules={rules} decided={decided} /><Devices rules={rules} /></>}
      aside={(rules) => <><TryIt rules={rules} told={setDecided} /><Why rules={rules} /></>}
    />
  )
}

function Filter({ rules, decided }: { rules: Rules; decided: Decided | null }) {
  const { say } = useSpeech()
  const { filter } = rules.now
  const put = (changes: Partial<PageFilter>): void => rules.put({ filter: { ...filter, ...changes } })
  return (
    <section class="sheet group" aria-labelledby="filter">
      <header class="bar"><div><h2 id="filter">{say('page_filter')}</h2><p>{say('page_filter_why')}</p></div><Switch label={say('page_filter')} on={filter.on} onChange={(on) => put({ on })} /></header>
      {filter.on && (
        <>
          <div class="bar">
            <div class="seg" role="group" aria-label={say('filter_mode')}>
              {(['clear', 'roistat'] as const).map((mode) => <button key={mode} type="button" aria-pressed={filter.mode === mode} onClick={() => put({ mode })}>{say(`mode_${mode}`)}</button>)}
            </div>
            <p class="signs"><kbd>!</kbd> {say('sign_excludes')} <kbd>*</kbd> {say('sign_anything')}</p>
          </div>
          <Lines text={filter.text} decided={decided} wrong={rules.wrong('filter')} onInput={(text) => put({ text })} />
          <p class="foot">{say(filter.mode === 'clear' ? 'clear_then' : 'roistat_then')}</p>
        </>
      )}
      {!filter.on && <Wrong words={rules.wrong('filter')} />}
    </section>
  )
}

const SHOWN_LINES = 6
const LINE = 28

/** The list with its lines numbered, and the one marked that has decided about the tried address. */
function Lines({ text, decided, wrong, onInput }: { text: string; decided: Decided | null; wrong: string | null; onInput: (text: string) => void }) {
  const { say } = useSpeech()
  const [top, setTop] = useState(0)
  const lines = text.split('\n')
  const many = Math.min(Math.max(lines.length + 1, SHOWN_LINES), 16)
  return (
    <>
      <div class="lines" data-wrong={wrong ? '' : undefined}>
        <div class="gutter" aria-hidden="true">
          <div style={{ transform: `translateY(${-top}px)` }}>
            {decided && <i class={decided.shown ? '' : 'no'} style={{ insetBlockStart: `${(decided.line - 1) * LINE}px` }} />}
            {lines.slice(0, 999).map((_, number) => <small key={number}>{number + 1}</small>)}
          </div>
        </div>
        <textarea
          rows={many} value={text} wrap="off" spellcheck={false} autocapitalize="off" aria-label={say('page_filter')} aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? 'filter-wrong' : undefined} onInput={(event) => onInput(event.currentTarget.value)} onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        />
      </div>
      <Wrong words={wrong} id="filter-wrong" />
    </>
  )
}

const DEVICES = [['desktop', desktop], ['tablet', tablet], ['phone', phone]] as const

function Devices({ rules }: { rules: Rules }) {
  const { say } = useSpeech()
  const { devices } = rules.now
  const hidden = DEVICES.filter(([one]) => !devices.includes(one)).map(([one]) => say(`device_${one}`))
  const turn = (which: (typeof DEVICES)[number][0], on: boolean): void =>
    rules.put({ devices: DEVICES.map(([one]) => one).filter((one) => (one === which ? on : devices.includes(one))) })
  return (
    <section class="sheet group" aria-labelledby="devices">
      <header><h2 id="devices">{say('devices')}</h2><p>{say('devices_why')}</p></header>
      <div class="tiles" role="group" aria-labelledby="devices">
        {DEVICES.map(([one, icon]) => (
          <label key={one} class="tile">
            <Icon path={icon} size="m" /><span>{say(`device_${one}`)}</span>
            <input type="checkbox" checked={devices.includes(one)} onChange={(event) => turn(one, event.currentTarget.checked)} />
          </label>
        ))}
      </div>
      {hidden.length > 0 && !rules.wrong('devices') && <p class="mild"><Icon path={info} size="s" />{say('device_hidden', { devices: hidden.join(', ').toLowerCase() })}</p>}
      <Wrong words={rules.wrong('devices')} />
    </section>
  )
}
