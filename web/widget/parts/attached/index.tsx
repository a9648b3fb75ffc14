/** The files of a message: a picture opens beside the page, anything else is saved. */
import { Icon } from '../../../shared/icon'
import { down } from '../../../shared/icons'
import { fileSize } from '../../../shared/size'
import type { VisitorFile } from '../../../shared/wire.gen'
import { ask } from '../../ask'
import { handOver } from '../../contract'
import type { App, AttachedPart } from '../../panel/app'
import { Sheet } from '../../sheet'
import css from './attached.css?inline'

/** A link lives for a day (besedka/domain/links.py); older ones are asked for anew. */
const OLD = 20 * 3_600_000
const known = new Map<string, number>()

handOver<AttachedPart>({ css, files: (app, files) => files.map((file) => <Sent key={file.id} app={app} file={file} />) })

/** What has no address yet is on its way. */
function Sent({ app, file }: { app: App; file: VisitorFile }) {
  const { name, width, height, url, preview } = file
  const words = app.words('attached')(preview ? 'open' : 'save', { name })
  const fresh = (event: Event) => void renew(app, file, event.currentTarget as HTMLElement)
  const link = { target: '_blank', rel: 'noopener', 'aria-label': words, onPointerEnter: fresh, onFocus: fresh, ...(url && { href: app.stage.base + url }) }
  if (preview && width && height) {
    return (
      <a class="picture" {...link} style={{ aspectRatio: String(Math.min(2.4, Math.max(0.7, width / height))) }}>
        <img src={addressOf(app, preview)} alt="" onError={fresh} />
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

/** Give the link or picture a fresh address when its own is old, or did not open. */
async function renew(app: App, file: VisitorFile, node: HTMLElement): Promise<void> {
  const broken = node instanceof HTMLImageElement
  const since = known.get(file.url) ?? Date.now()
  known.set(file.url, since)
  if (!file.url || (broken ? node.dataset['again'] : Date.now() - since < OLD)) return
  node.dataset['again'] = '1'
  known.set(file.url, Date.now())
  const answer = await ask(app, 'GET', file.id + '/link').catch(() => null)
  if (!answer?.ok) return
  const fresh = (await answer.json()) as VisitorFile
  if (broken) node.src = addressOf(app, fresh.preview ?? fresh.url)
  else (node as HTMLAnchorElement).href = addressOf(app, fresh.url)
}
