/** The canned responses over the field: found ones to the left, to the right what the client will read. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import type { Found } from '../../shared/search'
import { Icon } from '../../shared/ui/icon'
import { clip } from '../../shared/ui/icons'
import { short } from '../state/address'
import { type Hit, type Piece, type Values, fill, plain, search } from '../state/canned'
import { useStore } from '../state/store'
import type { CannedResponse, Conversation } from '../wire'
import { useCannedKeeper } from './acts'
import { NotYet } from './notyet'
import { given } from './people'
import type { PanelOptions } from './picking'
import { useDesk, useLanguage, useSay } from './room'
import '../styles/canned.css'

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

export function CannedPanel({ it, typed, keys, activated, insert, close }: PanelOptions) {
  const say = useSay()
  const library = useStore(useDesk().library.held, (held) => held)
  const values = useValues(it)
  const list = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState(0)
  const hits = library === null ? { sought: typed, found: [] } : search(library, typed)
  const here = Math.min(at, hits.found.length - 1)
  const hit = hits.found[here]
  const active = hit ? `canned-${hit.response.id}` : ''
  useLayoutEffect(() => setAt(0), [typed]) // not after the frame: an arrow pressed meanwhile counts
  useEffect(() => activated(active), [active])
  useLayoutEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [active])
  const pick = (one: Hit): void => insert(plain(fill(one.response.text, values)), one.response.files)
  keys.current = (event) => {
    const step = STEPS[event.key]
    if (step && hits.found.length > 0) setAt((here + step + hits.found.length) % hits.found.length)
    else if (event.key === 'Escape') close()
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.isComposing && hit) pick(hit)
    else if (event.key !== 'Enter' || event.shiftKey || !library) return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  useEffect(() => () => void (keys.current = null), [])
  const all = library?.responses.length ?? 0
  return (
    <div class="canned" onMouseDown={(event) => event.preventDefault()}>
      <header>
        <p role="status">{library ? <Sought typed={typed} sought={hits.sought} found={hits.found.length} of={all} /> : say('canned')}</p>
        <p class="hints no-phone" aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd> {say('canned_choose')} <kbd>↵</kbd> {say('canned_insert')}</p>
      </header>
      <div class="two">
        <ul ref={list} id="canned" role="listbox" tabIndex={0} aria-label={say('canned')}>
          {hits.found.map((one, i) => (
            <Row key={one.response.id} hit={one} chosen={i === here} hover={() => setAt(i)} pick={() => pick(one)} />
          ))}
        </ul>
        {hit ? <Preview files={hit.response.files} pieces={fill(hit.response.text, values)} nameless={values['client_name'] === '' && hit.response.text.includes('{client_name}')} /> : library ? <Nothing any={all > 0} /> : <div class="preview"><NotYet /></div>}
      </div>
    </div>
  )
}

function Sought({ typed, sought, found, of }: { typed: string; sought: string; found: number; of: number }) {
  const say = useSay()
  const count = say('canned_count', { found, of })
  if (typed.trim() === '') return <>{say('canned')}: {of}</>
  if (sought === typed) return <><b class="said">{typed}</b> — {count}</>
  return <><b class="said">{typed}</b> — {say('canned_sought', { sought })}: {count}</>
}

function Row({ hit, chosen, hover, pick }: { hit: Hit; chosen: boolean; hover: () => void; pick: () => void }) {
  const from = start(hit.text)
  const { title, text } = hit.response
  return (
    <li id={`canned-${hit.response.id}`} role="option" aria-selected={chosen} onMouseMove={hover} onClick={pick}>
      <b class="ell said"><Marked text={title} found={hit.title} /></b>
      <span class="ell">
        {hit.folder && <>{hit.folder} · </>}{from > 0 && '… '}<Marked text={text.slice(from).replaceAll('\n', ' ')} found={hit.text.map(([a, b]) => [a - from, b - from] as const)} />
      </span>
    </li>
  )
}

const BEFORE = 24

/** Where the excerpt of a text begins, so that the first found word is seen. */
function start(found: Found): number {
  const first = found[0]?.[0] ?? 0
  return first > BEFORE * 1.5 ? first - BEFORE : 0
}

function Marked({ text, found }: { text: string; found: Found }) {
  let from = 0
  const parts = found.filter(([a]) => a >= 0).flatMap(([a, b]) => {
    const pieces = [text.slice(from, a), <mark key={a}>{text.slice(a, b)}</mark>]
    from = b
    return pieces
  })
  return <>{parts}{text.slice(from)}</>
}

function Preview({ pieces, files, nameless }: { pieces: readonly Piece[]; files: CannedResponse['files']; nameless: boolean }) {
  const say = useSay()
  return (
    <div class="preview">
      <p class="how">{say('canned_seen')}</p>
      <p class="said">{pieces.map((piece, i) => (piece.filled ? <em key={i}>{piece.text}</em> : piece.text))}</p>
      {files.map((file) => <p key={file.id} class="with ell"><Icon path={clip} size="s" /><span class="said">{file.name}</span></p>)}
      {nameless && <p class="how">{say('canned_nameless')}</p>}
    </div>
  )
}

function Nothing({ any }: { any: boolean }) {
  const say = useSay()
  const keep = useCannedKeeper()
  return (
    <div class="preview">
      <p class="how">{say(any ? 'canned_nothing' : 'canned_none')}</p>
      {keep && <p><button type="button" class="btn" onClick={keep}>{say('canned_make')}</button></p>}
    </div>
  )
}

/** What the variables stand for in this conversation. */
export function useValues(it: Conversation | undefined): Values {
  const language = useLanguage()
  const { me, project } = useStore(useDesk().state, (state) => state)
  if (!it) return {}
  return {
    client_name: it.visitor_name === null ? '' : given(plainName(it.visitor_name)),
    operator_name: given(plainName(me.name)),
    project_name: project.name,
    page: plainName(it.page_title) || short(it.page_url) || project.name,
    page_address: it.page_url || project.name,
    conversation_number: it.ordinal.toLocaleString(language),
  }
}
