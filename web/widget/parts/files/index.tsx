/** Files: chosen, pasted or dropped, uploaded with progress, and shown in messages. */
import { plainTranslator } from '../../../shared/i18n'
import { Icon } from '../../../shared/icon'
import { alert, close, down } from '../../../shared/icons'
import { fileSize, sizeSoFar } from '../../../shared/size'
import { Uploads, type Carried } from '../../../shared/uploads'
import type { VisitorFile } from '../../../shared/wire.gen'
import { handOver } from '../../contract'
import type { App, FilesPart } from '../../panel/app'
import css from './files.css?inline'
import { asker, renew } from './net'
import { WORDS } from './words'

const PER_MESSAGE = 10

/** Own pictures as this device has them, until the page goes: they show at once. */
const shown = new Map<string, string>()

handOver<FilesPart>({ css, take, draw: (app) => <List app={app} />, files: (app, files) => files.map((file) => <Sent key={file.id} app={app} file={file} />) })

/** Begin to upload; choosing is an act like writing. */
function take(app: App, files: readonly File[]): void {
  uploads(app).add(files)
}

function uploads(app: App): Uploads {
  app.carrying ??= carrying(app)
  return app.carrying as Uploads & typeof app.carrying
}

function carrying(app: App) {
  const made: Uploads = new Uploads({ ask: asker(app), unreadable: () => say(app)('refused'), changed: app.redraw })
  return Object.assign(made, {
    busy: () => made.items.length > PER_MESSAGE || made.items.some(({ state }) => state !== 'ready'),
    hand: (): VisitorFile[] => {
      const files = made.items.map(sent)
      made.posted()
      return files
    },
  })
}

function sent({ id, name, type, size, width, height, file }: Carried): VisitorFile {
  if (width) shown.set(id, URL.createObjectURL(file))
  return { id, name, type, size, width, height, url: '', preview: null }
}

function say(app: App) {
  return plainTranslator(WORDS[app.language])
}

function List({ app }: { app: App }) {
  const items = app.carrying?.items ?? []
  return items.length > 0 && (
    <div class="files" role="group" aria-label={say(app)('list')}>
      {items.map((item) => <One key={item.id} app={app} item={item} />)}
      {items.length > PER_MESSAGE && <p class="error" role="alert">{say(app)('many', { n: PER_MESSAGE })}</p>}
    </div>
  )
}

function One({ app, item }: { app: App; item: Carried }) {
  const { id, name, size, sent, state, why } = item
  const words = say(app)
  const so = state === 'going' || state === 'waiting' ? sizeSoFar(sent, size, words('of'), app.language) : fileSize(size, app.language)
  return (
    <div class={'file ' + state}>
      {state === 'failed' ? <Icon path={alert} /> : item.shown ? <img src={item.shown} alt="" /> : <Sheet name={name} />}
      <span>
        <b>{name}</b>
        <small>{state === 'waiting' ? `${so}, ${words('waits')}` : so}</small>
        {state === 'failed' ? <small class="why" role="alert">{why} <button type="button" onClick={() => uploads(app).retry(id)}>{words('retry')}</button></small>
        : state !== 'ready' && <progress max={size} value={sent} aria-label={name} />}
      </span>
      <button type="button" class="tool" aria-label={words('remove', { name })} onClick={() => uploads(app).cancel(id)}><Icon path={close} small /></button>
    </div>
  )
}

/** A picture opens beside the page; anything else is saved. What has no address yet is on its way. */
function Sent({ app, file }: { app: App; file: VisitorFile }) {
  const { id, name, width, height } = file
  const { base } = app.stage
  const picture = shown.get(id) ?? (file.preview && base + file.preview)
  const words = say(app)(width ? 'open' : 'save', { name })
  const fresh = (event: Event) => void renew(app, file, event.currentTarget as HTMLElement)
  const link = { href: file.url ? base + file.url : undefined, target: '_blank', rel: 'noopener', 'aria-label': words, onPointerEnter: fresh, onFocus: fresh }
  if (picture && width && height) {
    return (
      <a class="picture" {...link} style={{ aspectRatio: String(Math.min(2.4, Math.max(0.7, width / height))) }}>
        <img src={picture} alt="" onError={fresh} />
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

function Sheet({ name }: { name: string }) {
  return <i class="sheet" aria-hidden="true">{/\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1]?.toUpperCase() ?? ''}</i>
}
