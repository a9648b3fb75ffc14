/** The files of a message: pictures in a grid, everything else as cards that are saved. */
import { useState } from 'preact/hooks'
import { fileSize } from '../../shared/size'
import { Paper } from '../../shared/ui/carried'
import { Icon } from '../../shared/ui/icon'
import { download } from '../../shared/ui/icons'
import { contentOf, previewOf } from '../state/content'
import type { File as Sent } from '../wire'
import { useLanguage, useSay } from './room'
import { Viewer } from './viewer'

export function Files({ files }: { files: readonly Sent[] }) {
  const [viewed, view] = useState<number | null>(null)
  const pictures = files.filter((file) => file.preview)
  const papers = files.filter((file) => !file.preview)
  return (
    <>
      {pictures.length > 0 && (
        <span class="pictures" data-count={Math.min(pictures.length, 4)}>
          {pictures.map((file, i) => <Picture key={file.id} file={file} alone={pictures.length === 1} open={() => view(i)} />)}
        </span>
      )}
      {papers.map((file) => <Card key={file.id} file={file} />)}
      {viewed !== null && <Viewer files={pictures} at={viewed} shut={() => view(null)} />}
    </>
  )
}

/** Its place is kept by its measures before it comes; should it not come, it is a file to save. */
function Picture({ file, alone, open }: { file: Sent; alone: boolean; open: () => void }) {
  const say = useSay()
  const [lost, lose] = useState(false)
  if (lost) return <Card file={file} />
  const ratio = alone ? Math.min(2.4, Math.max(0.6, (file.width ?? 1) / (file.height ?? 1))) : 1
  return (
    <button type="button" class="picture" aria-label={say('open_picture', { name: file.name })} onClick={open} style={{ aspectRatio: String(ratio) }}>
      <img src={previewOf(file.id)} alt="" loading="lazy" decoding="async" onError={() => lose(true)} />
    </button>
  )
}

function Card({ file }: { file: Sent }) {
  const say = useSay()
  const language = useLanguage()
  return (
    <a class="file" href={contentOf(file.id)} download={file.name} aria-label={say('save_file', { name: file.name, size: fileSize(file.size, language) })}>
      <Paper name={file.name} />
      <span><b class="said">{file.name}</b><small>{fileSize(file.size, language)}</small></span>
      <Icon path={download} size="m" />
    </a>
  )
}

