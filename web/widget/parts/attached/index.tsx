/** The files of a message: a picture opens beside the page, anything else is saved. */
import { Icon } from '../../../shared/icon'
import { down } from '../../../shared/icons'
import { fileSize } from '../../../shared/size'
import type { VisitorFile } from '../../../shared/wire.gen'
import { handOver } from '../../contract'
import type { App, AttachedPart } from '../../panel/app'
import { Sheet } from '../../sheet'
import css from './attached.css?inline'
import { renew } from './renewing'

handOver<AttachedPart>({ css, files: (app, files) => files.map((file) => <Sent key={file.id} app={app} file={file} />) })

/** What has no address yet is on its way. */
function Sent({ app, file }: { app: App; file: VisitorFile }) {
  const { name, width, height, url, preview } = file
  const words = app.words('attached')(preview ? 'open' : 'save', { name })
  const fresh = () => void renew(app, file)
  const link = { target: '_blank', rel: 'noopener', 'aria-label': words, onPointerEnter: fresh, onFocus: fresh, ...(url && { href: app.stage.base + url }) }
  if (preview && width && height) {
    return (
      <a class="picture" {...link} style={{ aspectRatio: String(Math.min(2.4, Math.max(0.7, width / height))) }}>
        <img src={addressOf(app, preview)} alt="" onError={(event) => again(app, file, event.currentTarget)} />
      </a>
    )
  }
  return (
    <a class="file" download={name} {...link}>
      <Sheet name={name} />
      <span><b>{name}</b><small>{fileSize(file.size, app.language)}</small></span>
      <Icon path={down} small />
    </a>
  )
}

function addressOf(app: App, address: string): string {
  return address.startsWith('blob:') ? address : app.stage.base + address
}

/** A picture that did not come: its link has ended, or the network failed once. */
function again(app: App, file: VisitorFile, node: HTMLImageElement): void {
  if (renew(app, file) || node.dataset['again']) return
  node.dataset['again'] = '1'
  node.src = addressOf(app, file.preview ?? file.url)
}
