/** One picture over everything: arrows walk among the message's pictures, Escape shuts, the browser's own dialog keeps the focus. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { back, close, download, forward } from '../../shared/ui/icons'
import { contentOf } from '../state/content'
import type { File as Sent } from '../wire'
import { useSay } from './room'

export function Viewer({ files, at, shut }: { files: readonly Sent[]; at: number; shut: () => void }) {
  const say = useSay()
  const dialog = useRef<HTMLDialogElement>(null)
  const [now, setNow] = useState(at)
  const file = files[now]
  useEffect(() => dialog.current?.showModal(), [])
  if (!file) return null
  const step = (by: number): void => setNow((now + by + files.length) % files.length)
  const keys = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.key === 'ArrowRight') step(1)
    if (event.key === 'ArrowLeft') step(-1)
  }
  return (
    <dialog
      ref={dialog} class="viewer" aria-label={file.name} onClose={shut} onKeyDown={keys}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
    >
      <header>
        <p class="ell said">{file.name}</p>
        {files.length > 1 && <span>{say('one_of', { n: now + 1, all: files.length })}</span>}
        <a class="icon" href={contentOf(file.id)} download={file.name} aria-label={say('save')}><Icon path={download} /></a>
        <button type="button" class="icon" aria-label={say('shut')} onClick={() => dialog.current?.close()}><Icon path={close} /></button>
      </header>
      <img key={file.id} src={contentOf(file.id)} alt={file.name} width={file.width ?? undefined} height={file.height ?? undefined} />
      {files.length > 1 && (
        <nav>
          <button type="button" class="icon" aria-label={say('picture_before')} onClick={() => step(-1)}><Icon path={back} turns /></button>
          <button type="button" class="icon" aria-label={say('picture_after')} onClick={() => step(1)}><Icon path={forward} turns /></button>
        </nav>
      )}
    </dialog>
  )
}
