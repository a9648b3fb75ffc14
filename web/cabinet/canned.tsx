/** Templates: folders, what lies in them, and one of them open; out to a file and in from one. */
import { useRef, useState } from 'preact/hooks'
import { type Hit, search } from '../shared/canned'
import { plainName } from '../shared/linkify'
import type { Found } from '../shared/search'
import { Icon } from '../shared/ui/icon'
import { clip, download, layers, plus, search as glass, up } from '../shared/ui/icons'
import type { OperatorCannedLibrary, OperatorCannedResponse, OwnerProject } from '../shared/wire.gen'
import { blank, type Draft, from, without } from '../shared/keeping'
import type { Leaving } from '../shared/removing'
import { RequestRefused } from '../shared/ui/http'
import { useRemoving } from '../shared/ui/removing'
import { CannedEditor } from './cannededitor'
import { BringIn } from './cannedfile'
import { Folders } from './cannedfolders'
import { Toast, type Told } from './controls'
import { Broken, Head } from './page'
import { useSpeech } from './room'
import { BASE, useAsk, useFetched } from './server'

/** A folder's id, '' for what lies in none, null for all. */
export type Which = string | null

export function CannedPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const path = `/projects/${project.number}`
  const ask = useAsk()
  const { it: stored, trouble, again } = useFetched<OperatorCannedLibrary>(`${path}/canned`)
  const [which, setWhich] = useState<Which>(null)
  const [typed, setTyped] = useState('')
  const [draft, setDraft] = useState<Draft | null>(null)
  const [bringing, setBringing] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  const removing = useRemoving((one, why) => {
    if (!(why instanceof RequestRefused)) throw why
    if (why.status !== 404) setTold({ words: say('not_removed', { name: one.name, why: why.message || say('no_server') }), failed: true })
  })
  if (!stored) return <Broken title={say('canned')} trouble={trouble} again={again} />
  const it = without(stored, (id) => removing.hides(id))
  const leave = (one: Omit<Leaving, 'remove'>, at: 'canned' | 'folders'): void => {
    removing.begin({ ...one, remove: () => ask('DELETE', `${path}/${at}/${one.id}`).finally(again) })
    setTold({ words: one.words, undo: () => removing.back(one.id) })
  }
  const bring = (): void => {
    void removing.settle() // what a file brings in is not removed with what bore its title
    setBringing(true)
  }
  const hits = search(it, typed)
  const shown = hits.found.filter(({ response }) => which === null || (response.folder ?? '') === which)
  const fresh = (): void => setDraft(blank(which || null))
  return (
    <>
      <Head title={say('canned')} words={say('canned_then')}>
        <button type="button" class="btn" onClick={bring}><Icon path={up} size="m" />{say('canned_in')}</button>
        <a class="btn" href={`${BASE}${path}/canned/export?format=csv`} download="canned.csv"><Icon path={download} size="m" />{say('canned_out')}</a>
        <button type="button" class="btn main" onClick={fresh}><Icon path={plus} size="m" />{say('canned_one')}</button>
      </Head>
      <div class={draft ? 'sheet library opened' : 'sheet library'}>
        <Folders
          path={path} library={it} which={which} choose={setWhich} again={again}
          remove={({ id, name }) => leave({ id, name: plainName(name), words: say('folder_gone', { name: plainName(name) }) }, 'folders')}
        />
        <div class="found">
          <label class="find"><Icon path={glass} size="m" /><input type="search" aria-label={say('canned_find')} placeholder={say('canned_find')} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} /></label>
          <p class="sought" role="status">{typed && hits.sought !== typed && shown.length > 0 ? say('canned_sought', { sought: hits.sought, n: shown.length }) : typed ? say('canned_found', { n: shown.length }) : ''}</p>
          {shown.length === 0 ? <Nothing any={it.responses.length > 0} fresh={fresh} /> : (
            <ul>{shown.map((hit) => <Row key={hit.response.id} hit={hit} chosen={hit.response.id === draft?.id} pick={() => setDraft(from(hit.response))} />)}</ul>
          )}
        </div>
        {draft ? (
          <CannedEditor
            key={draft.id} path={path} library={it} first={draft} project={project}
            again={again} shut={() => setDraft(null)}
            remove={({ id, title }) => { setDraft(null); leave({ id, name: plainName(title), words: say('canned_gone', { title: plainName(title) }) }, 'canned') }}
          />
        ) : <p class="empty nothing-open"><Icon path={layers} />{say('canned_pick')}</p>}
      </div>
      {bringing && <BringIn path={path} shut={() => setBringing(false)} done={(words) => { setBringing(false); setTold({ words }); void again() }} />}
      <Toast told={told} gone={() => setTold(null)} />
    </>
  )
}

function Nothing({ any, fresh }: { any: boolean; fresh: () => void }) {
  const { say } = useSpeech()
  return (
    <div class="empty">
      <p>{say(any ? 'canned_none_found' : 'canned_none')}</p>
      {!any && <button type="button" class="btn" onClick={fresh}>{say('canned_one')}</button>}
    </div>
  )
}

function Row({ hit, chosen, pick }: { hit: Hit; chosen: boolean; pick: () => void }) {
  const { response } = hit
  return (
    <li>
      <button type="button" class="one" aria-current={chosen || undefined} onClick={pick}>
        <b class="said"><Marked text={response.title} found={hit.title} /></b>
        <span class="said words-of"><Marked text={response.text} found={hit.text} /></span>
        <Beneath folder={hit.folder} one={response} />
      </button>
    </li>
  )
}

function Beneath({ folder, one }: { folder: string; one: OperatorCannedResponse }) {
  const { say } = useSpeech()
  if (!folder && one.files.length === 0) return null
  return (
    <small>
      {folder && <span class="said">{folder}</span>}
      {one.files.length > 0 && <span><Icon path={clip} size="s" />{say('canned_files_n', { n: one.files.length })}</span>}
    </small>
  )
}

const BEFORE = 24

/** A text with what was found in it marked, from a little before the first of it. */
function Marked({ text, found }: { text: string; found: Found }) {
  const first = found[0]?.[0] ?? 0
  const begin = useRef(0)
  begin.current = first > BEFORE * 2 ? text.indexOf(' ', first - BEFORE) + 1 : 0
  const pieces: preact.ComponentChild[] = []
  let at = begin.current
  for (const [start, end] of found) {
    if (start < at) continue
    pieces.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  return <>{begin.current > 0 && '…'}{pieces}{text.slice(at)}</>
}
