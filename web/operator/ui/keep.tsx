/** Keeping the canned responses, for administrators: folders and titles to the left, one response to the right. */
import { useRef, useState } from 'preact/hooks'
import { newId } from '../../shared/ids'
import { tooLong } from '../../shared/limits'
import { Field } from '../../shared/ui/field'
import { Icon } from '../../shared/ui/icon'
import { close, info, pen } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { blank, type Draft, from, without } from '../../shared/keeping'
import { useStore } from '../state/store'
import type { CannedFolder, CannedLibrary, CannedResponse } from '../wire'
import { PER_MESSAGE, useCarrying } from './attachments'
import { Gone, type LeavingThings, useLeavingThings } from './gone'
import { Sheet } from './help'
import { cannedPlace, KeptFiles } from './keepfiles'
import { NotYet } from './notyet'
import { useDesk, useSay } from './room'
import '../styles/canned.css'

type Errors = Partial<Record<'title' | 'text' | 'other', string>>

export function KeepSheet({ shut }: { shut: () => void }) {
  const say = useSay()
  const library = useStore(useDesk().library.held, (all) => all)
  return <Sheet title={say('canned')} shut={shut} wide>{library ? <Keeping library={library} /> : <NotYet />}</Sheet>
}

function Keeping({ library: stored }: { library: CannedLibrary }) {
  const { typed } = useDesk().library
  const leaving = useLeavingThings()
  const library = without(stored, (id) => leaving.removing.hides(id))
  const [draft, setDraft] = useState<Draft>(() => typed.last ?? (library.responses[0] ? from(library.responses[0]) : blank()))
  return (
    <>
      <div class="keep">
        <Titles library={library} draft={draft} setDraft={setDraft} leaving={leaving} />
        <Form key={draft.id} library={library} first={draft} leaving={leaving} done={(next) => setDraft((now) => (now.id === draft.id ? next : now))} />
      </div>
      <Gone of={leaving} />
    </>
  )
}

function Titles({ library, draft, setDraft, leaving }: { library: CannedLibrary; draft: Draft; setDraft: (draft: Draft) => void; leaving: LeavingThings }) {
  const say = useSay()
  const { typed } = useDesk().library
  const inside = (folder: string | null): readonly CannedResponse[] =>
    library.responses.filter((one) => one.folder === folder).sort((a, b) => a.title.localeCompare(b.title))
  const one = (it: CannedResponse) => (
    <button key={it.id} type="button" class="one ell said" data-id={it.id} aria-current={it.id === draft.id || undefined} onClick={() => setDraft(typed.of(it))}>{it.title}</button>
  )
  return (
    <nav aria-label={say('canned')}>
      <button type="button" class="btn" onClick={() => setDraft(typed.fresh(draft.folder))}>{say('canned_new')}</button>
      {inside(null).map(one)}
      {library.folders.map((folder) => [<FolderHead key={folder.id} folder={folder} leaving={leaving} />, ...inside(folder.id).map(one)])}
      <NewFolder />
    </nav>
  )
}

function FolderHead({ folder, leaving }: { folder: CannedFolder; leaving: LeavingThings }) {
  const say = useSay()
  const desk = useDesk()
  const [naming, setNaming] = useState(false)
  if (naming) return <FolderName name={folder.name} save={(name) => desk.api.keepFolder(folder.id, name, true)} done={() => setNaming(false)} />
  const { id, name } = folder
  const remove = (): void =>
    leaving.removing.begin({ id, name, words: say('folder_gone', { name }), remove: () => desk.api.removeFolder(id).finally(() => desk.library.fetch()) })
  return (
    <h3 data-id={id}>
      <span class="ell said">{folder.name}</span>
      <button type="button" class="icon sm" aria-label={say('folder_rename', { name: folder.name })} onClick={() => setNaming(true)}><Icon path={pen} size="s" /></button>
      <button type="button" class="icon sm" aria-label={say('folder_remove', { name: folder.name })} onClick={remove}><Icon path={close} size="s" /></button>
    </h3>
  )
}

function NewFolder() {
  const say = useSay()
  const desk = useDesk()
  const [id, setId] = useState<string | null>(null)
  if (id === null) return <button type="button" class="one" onClick={() => setId(newId())}>{say('folder_new')}</button>
  return <FolderName name="" save={(name) => desk.api.keepFolder(id, name, false)} done={() => setId(null)} />
}

function FolderName({ name, save, done }: { name: string; save: (name: string) => Promise<unknown>; done: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const [typed, setTyped] = useState(name)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const long = tooLong(typed, 'folder')
    if (long) return setError(say('field_long', { ...long }))
    try {
      await save(typed)
      await desk.library.fetch()
      done()
    } catch (trouble) {
      setError(known(trouble).message || say('no_server'))
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Field label={say('folder_name')} name="folder" value={typed} error={error} onInput={setTyped} />
      <p class="deeds"><button class="btn">{say('save')}</button><button type="button" class="btn" onClick={done}>{say('cancel')}</button></p>
    </form>
  )
}

function Form({ library, first, leaving, done }: { library: CannedLibrary; first: Draft; leaving: LeavingThings; done: (draft: Draft) => void }) {
  const say = useSay()
  const desk = useDesk()
  const [typed, setTyped] = useState(first)
  const [errors, setErrors] = useState<Errors>({})
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const carrying = useCarrying(cannedPlace(typed.id))
  const stored = library.responses.find((one) => one.id === typed.id)
  const put = (change: Partial<Draft>): void => {
    setTyped((was) => {
      const now = { ...was, ...change }
      desk.library.typed.put(now)
      return now
    })
    setErrors({})
  }
  const attempt = async (deed: () => Promise<Draft>): Promise<void> => {
    if (busy) return
    setBusy(true)
    const saved = desk.library.typed.saves(typed.id)
    try {
      const next = await deed()
      await desk.library.fetch()
      setTyped((now) => {
        if (now !== typed) return { ...now, seen: next.seen } // what was typed meanwhile stays
        desk.library.typed.forget(now.id)
        return next
      })
      done(next)
    } catch (trouble) {
      const refused = known(trouble)
      const which = refused.params['field']
      setErrors({ [which === 'title' || which === 'text' ? which : 'other']: refused.message || say('no_server') })
    } finally {
      saved()
    }
    setBusy(false)
  }
  const mustFit = (field: 'title' | 'text'): void => {
    const long = tooLong(typed[field], `canned_${field}`)
    if (long) throw new RequestRefused(0, 'field_long', { field }, say('field_long', { ...long }))
  }
  const save = async (): Promise<Draft> => {
    mustFit('title')
    mustFit('text')
    const { title, text } = typed
    const folder = library.folders.find(({ id }) => id === typed.folder)?.id ?? null // it may have been removed since
    if (carrying.why) throw new RequestRefused(0, carrying.why, {}, say(carrying.why, { n: carrying.items.length, limit: PER_MESSAGE }))
    const files = [...typed.files, ...carrying.items].map((file) => file.id)
    const kept = await desk.api.keepCanned(typed.id, { title, text, folder, files }, typed.seen)
    desk.attachments.of(cannedPlace(typed.id)).posted()
    return from(kept)
  }
  const remove = (): void => {
    const { id, title: name, folder } = stored ?? typed
    leaving.removing.begin({ id, name, words: say('canned_gone', { name }), remove: () => desk.api.removeCanned(id).finally(() => desk.library.fetch()) })
    desk.library.typed.forget(id)
    done(blank(folder))
  }
  const discard = (): void => {
    desk.library.typed.forget(typed.id)
    setErrors({})
    setTyped(stored ? from(stored) : { ...blank(typed.folder), id: typed.id })
  }
  const insert = (name: string): void => {
    const element = field.current
    if (!element) return
    element.setRangeText(`{${name}}`, element.selectionStart, element.selectionEnd, 'end')
    element.focus()
    put({ text: element.value })
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void attempt(save) }} noValidate>
      <Field label={say('canned_title')} name="title" value={typed.title} error={errors.title ?? null} onInput={(title) => put({ title })} />
      <label class="fld"><span class="label">{say('folder')}</span>
        <select name="folder" value={typed.folder ?? ''} onChange={(event) => put({ folder: event.currentTarget.value || null })}>
          <option value="">{say('folder_none')}</option>
          {library.folders.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </label>
      <div class="fld"><label class="label" for="canned-text">{say('canned_text')}</label>
        <textarea
          ref={field} id="canned-text" name="text" value={typed.text} aria-invalid={errors.text ? true : undefined} aria-describedby={errors.text ? 'canned-error' : undefined}
          onInput={(event) => put({ text: event.currentTarget.value })}
        />
        {errors.text && <span class="error" id="canned-error" role="alert"><Icon path={info} />{errors.text}</span>}
        <div class="vars" role="group" aria-label={say('variables')}>
          {library.variables.map((name) => <button key={name} type="button" title={`{${name}}`} onClick={() => insert(name)}>{`{${name}}`}</button>)}
        </div>
      </div>
      <KeptFiles id={typed.id} files={typed.files} put={(files) => put({ files })} />
      {errors.other && <p class="fld"><span class="error" role="alert"><Icon path={info} />{errors.other}</span></p>}
      <p class="deeds">
        <button class="btn main" aria-disabled={busy || undefined}>{say('save')}</button>
        {desk.library.typed.has(typed.id) && <button type="button" class="btn" onClick={discard}>{say('cancel')}</button>}
        {typed.seen !== null && <button type="button" class="btn" onClick={remove}>{say('remove')}</button>}
      </p>
    </form>
  )
}

/** A refusal; whatever else went wrong is nobody's to hide. */
function known(trouble: unknown): RequestRefused {
  if (trouble instanceof RequestRefused) return trouble
  throw trouble
}
