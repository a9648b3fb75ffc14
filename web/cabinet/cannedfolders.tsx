/** The folders: chosen, made, renamed and removed in place; what lies in a removed one stays, in none. */
import { useRef, useState } from 'preact/hooks'
import { newId } from '../shared/ids'
import { Field } from '../shared/ui/field'
import { Icon } from '../shared/ui/icon'
import { bin, layers, pen, plus } from '../shared/ui/icons'
import type { OperatorCannedFolder, OperatorCannedLibrary } from '../shared/wire.gen'
import type { Which } from './canned'
import { useForm } from './forms'
import { useSpeech } from './room'
import { useAsk } from './server'

export interface FoldersOptions {
  readonly path: string
  readonly library: OperatorCannedLibrary
  readonly which: Which
  readonly choose: (which: Which) => void
  readonly again: () => Promise<void>
  readonly remove: (one: OperatorCannedFolder) => void
}

export function Folders({ path, library, which, choose, again, remove }: FoldersOptions) {
  const { say } = useSpeech()
  const [fresh, setFresh] = useState<string | null>(null)
  const [naming, setNaming] = useState<string | null>(null)
  const ask = useAsk()
  const count = (folder: Which): number => library.responses.filter((one) => folder === null || (one.folder ?? '') === folder).length
  const leave = (one: OperatorCannedFolder): void => {
    remove(one)
    if (which === one.id) choose(null)
  }
  const line = (id: Which, name: string) => (
    <button type="button" class="folder" aria-current={which === id || undefined} onClick={() => choose(id)}>
      <Icon path={layers} size="m" /><span class="ell said">{name}</span><span class="num count">{count(id)}</span>
    </button>
  )
  return (
    <nav class="folders" aria-label={say('canned_folders')}>
      {line(null, say('canned_all'))}
      {library.folders.map((one) => naming === one.id ? (
        <Name key={one.id} name={one.name} save={(name) => ask('PUT', `${path}/folders/${one.id}`, { name })} done={() => { setNaming(null); void again() }} shut={() => setNaming(null)} />
      ) : (
        <div key={one.id} class="of">
          {line(one.id, one.name)}
          {which === one.id && (
            <>
              <button type="button" class="icon sm" aria-label={say('folder_rename', { name: one.name })} title={say('folder_rename', { name: one.name })} onClick={() => setNaming(one.id)}><Icon path={pen} size="s" /></button>
              <button type="button" class="icon sm" aria-label={say('folder_remove', { name: one.name })} title={say('folder_remove', { name: one.name })} onClick={() => leave(one)}><Icon path={bin} size="s" /></button>
            </>
          )}
        </div>
      ))}
      {count('') > 0 && library.folders.length > 0 && line('', say('folder_none'))}
      {fresh === null ? (
        <button type="button" class="folder add" onClick={() => setFresh(newId())}><Icon path={plus} size="m" />{say('folder')}</button>
      ) : (
        <Name name="" save={(name) => ask('POST', `${path}/folders`, { id: fresh, name })} done={() => { choose(fresh); setFresh(null); void again() }} shut={() => setFresh(null)} />
      )}
    </nav>
  )
}

function Name({ name, save, done, shut }: { name: string; save: (name: string) => Promise<unknown>; done: () => void; shut: () => void }) {
  const { say } = useSpeech()
  const form = useForm({ folder: name }, () => 'folder')
  const box = useRef<HTMLDivElement>(null)
  const submit = form.send(async () => {
    await save(form.typed.folder)
    done()
  })
  return (
    <div ref={box} onKeyDown={(event) => event.key === 'Escape' && shut()}>
      <form ref={(element) => { form.element.current = element; if (element && !element.contains(document.activeElement)) element.querySelector('input')?.focus() }} onSubmit={submit} noValidate>
        <Field label={say('folder_name')} name="folder" value={form.typed.folder} error={form.errors.folder ?? null} onInput={form.put('folder')} />
        <p class="deeds"><button class="btn">{say('save')}</button><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button></p>
      </form>
    </div>
  )
}
