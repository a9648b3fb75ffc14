/** The files of a template: those that it has, those on their way, and the way to add more. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../shared/i18n'
import { fileSize } from '../shared/size'
import { CarriedFile } from '../shared/ui/carried'
import { Icon } from '../shared/ui/icon'
import { clip, close } from '../shared/ui/icons'
import { uploadsAt } from '../shared/ui/uploading'
import type { UnsentShelf } from '../shared/unsent'
import { type Carried, Uploads } from '../shared/uploads'
import type { OperatorCannedResponse } from '../shared/wire.gen'
import { useSpeech } from './room'
import { BASE } from './server'

type Kept = OperatorCannedResponse['files']

/** A page that is loaded anew has forgotten what was typed too. */
const NOWHERE: UnsentShelf = { all: () => [], put: () => {}, remove: () => {} }

export interface Coming {
  readonly uploads: Uploads
  readonly items: readonly Carried[]
  /** All of them are there: the template may be saved. */
  readonly ready: boolean
}

/** Uploads of one template; given up when it is shut without being saved. */
export function useComing(path: string): Coming {
  const { language } = useSpeech()
  const spoken = useRef<Language>(language)
  spoken.current = language
  const [items, setItems] = useState<readonly Carried[]>([])
  const [uploads] = useState(() => {
    const made: Uploads = new Uploads({ ...uploadsAt(BASE + path, () => spoken.current), shelf: NOWHERE, preview: () => null, changed: () => setItems(made.items) })
    return made
  })
  useEffect(() => () => uploads.items.forEach((item) => uploads.cancel(item.id)), [uploads])
  return { uploads, items, ready: items.every((item) => item.state === 'ready') }
}

export function CannedFiles({ kept, keep, coming }: { kept: Kept; keep: (files: Kept) => void; coming: Coming }) {
  const { say, language } = useSpeech()
  const input = useRef<HTMLInputElement>(null)
  const words = {
    of: say('out_of'), again: say('try_again'), waits: (soFar: string) => say('upload_waits', { words: soFar }),
    uploading: (name: string) => say('uploading', { name }), detach: (name: string) => say('canned_detach', { name }),
  }
  const chosen = (): void => {
    if (!input.current) return
    coming.uploads.add([...(input.current.files ?? [])])
    input.current.value = ''
  }
  return (
    <>
      {kept.length > 0 && (
        <ul class="kept" aria-label={say('canned_files')}>
          {kept.map((file) => (
            <li key={file.id}><Icon path={clip} size="m" /><span class="ell said">{file.name}</span><small>{fileSize(file.size, language)}</small>
              <button type="button" class="icon sm" aria-label={say('canned_detach', { name: file.name })} onClick={() => keep(kept.filter((one) => one.id !== file.id))}><Icon path={close} size="s" /></button>
            </li>
          ))}
        </ul>
      )}
      {coming.items.length > 0 && (
        <ul class="carried" aria-label={say('canned_files_coming')}>
          {coming.items.map((item) => <CarriedFile key={item.id} item={item} uploads={coming.uploads} language={language} words={words} />)}
        </ul>
      )}
      <p>
        <input ref={input} type="file" multiple hidden onChange={chosen} />
        <button type="button" class="btn" onClick={() => input.current?.click()}><Icon path={clip} size="m" />{say('canned_attach')}</button>
      </p>
    </>
  )
}
