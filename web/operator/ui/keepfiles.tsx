/** The files that go with a canned response: those that do already, and those that are on their way. */
import { fileSize } from '../../shared/size'
import { Icon } from '../../shared/ui/icon'
import { close } from '../../shared/ui/icons'
import { previewOf } from '../state/content'
import type { File as Sent } from '../wire'
import { AttachButton, AttachedList } from './attachments'
import { Paper } from '../../shared/ui/carried'
import { useLanguage, useSay } from './room'

/** Where the uploads for a canned response are kept. */
export function cannedPlace(id: string): string {
  return `canned.${id}`
}

export function KeptFiles({ id, files, put }: { id: string; files: readonly Sent[]; put: (files: readonly Sent[]) => void }) {
  const say = useSay()
  const language = useLanguage()
  return (
    <div class="fld" role="group" aria-label={say('files')}>
      <span class="label">{say('files')}</span>
      {files.length > 0 && (
        <ul class="carried">
          {files.map((file) => (
            <li key={file.id} data-state="kept">
              {file.preview ? <img src={previewOf(file.id)} alt="" /> : <Paper name={file.name} />}
              <div><p class="ell"><span class="said name">{file.name}</span> <small>{fileSize(file.size, language)}</small></p></div>
              <button type="button" class="icon small" aria-label={say('detach', { name: file.name })} onClick={() => put(files.filter((one) => one.id !== file.id))}>
                <Icon path={close} size="m" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <AttachedList place={cannedPlace(id)} />
      <p class="adds"><AttachButton place={cannedPlace(id)} /><span>{say('canned_files')}</span></p>
    </div>
  )
}
