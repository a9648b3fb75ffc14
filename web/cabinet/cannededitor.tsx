/** One canned response: what it says, where it lies, which files go with it, and how a client will read it. */
import { useRef, useState } from 'preact/hooks'
import { type Piece, fill } from '../shared/canned'
import { type Draft, from } from '../shared/keeping'
import { Field } from '../shared/ui/field'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { back, bin, info } from '../shared/ui/icons'
import type { OperatorCannedLibrary, OperatorCannedResponse, OwnerProject } from '../shared/wire.gen'
import { CannedFiles, useComing } from './cannedfiles'
import { useForm } from './forms'
import { useSpeech } from './room'
import { useAsk } from './server'

export interface EditorOptions {
  readonly path: string
  readonly library: OperatorCannedLibrary
  readonly first: Draft
  readonly project: OwnerProject
  readonly again: () => Promise<void>
  readonly shut: () => void
  readonly remove: (one: Draft) => void
}

export function CannedEditor({ path, library, first, project, again, shut, remove }: EditorOptions) {
  const { say } = useSpeech()
  const ask = useAsk()
  const area = useRef<HTMLTextAreaElement>(null)
  const [base, setBase] = useState(first)
  const [lies, setFolder] = useState(first.folder)
  const there = (id: string | null): string | null => library.folders.find((one) => one.id === id)?.id ?? null // it may have been removed since
  const folder = there(lies)
  const [files, setFiles] = useState(first.files)
  const [other, setOther] = useState<OperatorCannedResponse | null>(null)
  const form = useForm({ title: first.title, text: first.text }, (refused) => {
    const field = refused.params['field']
    return field === 'title' || field === 'text' ? field : 'form'
  })
  const coming = useComing(path)
  const { title, text } = form.typed
  const changed = title !== base.title || text !== base.text || folder !== there(base.folder) || files.length !== base.files.length || coming.items.length > 0 || base.seen === null
  const held = (one: OperatorCannedResponse): void => {
    setBase(from(one))
    setFiles(one.files)
    setOther(null)
  }
  const put = async (seen: number | null): Promise<OperatorCannedResponse> => {
    const body = { title, text, folder, files: [...files, ...coming.items].map((file) => file.id) }
    return seen === null ? ask('POST', `${path}/canned`, { id: base.id, ...body }) : ask('PUT', `${path}/canned/${base.id}`, { ...body, seen })
  }
  const submit = form.send(async () => {
    if (!coming.ready) throw new RequestRefused(0, 'files_coming', {}, say('canned_files_wait'))
    try {
      const sent = coming.items
      held(await put(other?.updated_at ?? base.seen))
      sent.forEach((item) => coming.uploads.elsewhere(item.id))
    } catch (why) {
      if (!(why instanceof RequestRefused) || why.code !== 'canned_changed') throw why
      const fresh = await ask<OperatorCannedLibrary>('GET', `${path}/canned`)
      setOther(fresh.responses.find((one) => one.id === base.id) ?? null)
      throw why
    } finally {
      await again()
    }
  })
  const insert = (name: string): void => {
    const element = area.current
    if (!element) return
    element.setRangeText(`{${name}}`, element.selectionStart, element.selectionEnd, 'end')
    element.focus()
    form.put('text')(element.value)
  }
  return (
    <form ref={form.element} class="editor" onSubmit={submit} noValidate aria-label={base.title || say('canned_new')}>
      <div class="stack">
        <button type="button" class="words back only-narrow" onClick={shut}><Icon path={back} size="s" turns />{say('canned_list')}</button>
        <div class="two-fields">
          <Field label={say('canned_title')} name="title" value={title} error={form.errors.title ?? null} onInput={form.put('title')} />
          <label class="fld"><span class="label">{say('folder')}</span>
            <select class="choice" name="folder" value={folder ?? ''} onChange={(event) => setFolder(event.currentTarget.value || null)}>
              <option value="" selected={folder === null}>{say('folder_none')}</option>
              {library.folders.map((one) => <option key={one.id} value={one.id} selected={one.id === folder}>{one.name}</option>)}
            </select>
          </label>
        </div>
        <div class="fld"><label class="label" for="canned-text">{say('canned_text')}</label>
          <textarea
            ref={area} id="canned-text" name="text" rows={8} value={text} aria-invalid={form.errors.text ? true : undefined} aria-describedby={form.errors.text ? 'canned-error' : undefined}
            onInput={(event) => form.put('text')(event.currentTarget.value)}
          />
          {form.errors.text && <span class="error" id="canned-error" role="alert"><Icon path={info} />{form.errors.text}</span>}
          <div class="vars" role="group" aria-label={say('canned_insert')}>
            <span>{say('canned_insert')}</span>
            {library.variables.map((name) => <button key={name} type="button" title={say(`var_${name}` as 'var_page')} onClick={() => insert(name)}>{name}</button>)}
            <span class="num">{say('canned_length', { n: text.length })}</span>
          </div>
        </div>
        <CannedFiles kept={files} keep={setFiles} coming={coming} />
        <Shown pieces={fill(text, values(say, project))} nameless={text.includes('{client_name}')} />
        {form.errors.form && <p class="error" role="alert"><Icon path={info} size="s" />{form.errors.form}</p>}
        {other && <div class="call"><Icon path={info} size="m" /><span><b>{say('canned_theirs')}</b><br /><span class="said">{other.title}: {other.text}</span></span></div>}
      </div>
      <footer>
        {base.seen !== null && <button type="button" class="btn quiet danger" onClick={() => remove(base)}><Icon path={bin} size="m" />{say('remove')}</button>}
        <span class="sp" />
        {!changed && <span class="quiet" role="status">{say('canned_saved')}</span>}
        <button class={changed ? 'btn main' : 'btn'} aria-disabled={form.busy || !changed || undefined}>{say('save')}</button>
      </footer>
    </form>
  )
}

type Say = ReturnType<typeof useSpeech>['say']

function values(say: Say, project: OwnerProject): Readonly<Record<string, string>> {
  return {
    client_name: say('sample_client'), operator_name: say('sample_operator'), project_name: project.name, page: say('sample_page'),
    page_address: `${project.sites[0] ?? 'https://shop.example'}/lamp`, conversation_number: '1482',
  }
}

function Shown({ pieces, nameless }: { pieces: readonly Piece[]; nameless: boolean }) {
  const { say } = useSpeech()
  if (pieces.length === 0) return null
  return (
    <figure class="as-read">
      <figcaption>{say('canned_as_read')}</figcaption>
      <p class="said">{pieces.map((piece, i) => (piece.filled ? <mark key={i}>{piece.text}</mark> : piece.text))}</p>
      {nameless && <small>{say('canned_nameless')}</small>}
    </figure>
  )
}
