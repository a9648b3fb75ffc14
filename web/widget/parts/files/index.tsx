/** Files on their way: chosen, pasted or dropped, uploaded, with what became of each above the field. */
import { plainTranslator } from '../../../shared/i18n'
import { Icon } from '../../../shared/icon'
import { alert, close } from '../../../shared/icons'
import { fileSize, sizeSoFar } from '../../../shared/size'
import { Uploads, type Carried } from '../../../shared/uploads'
import type { VisitorFile } from '../../../shared/wire.gen'
import { handOver } from '../../contract'
import type { App, FilesPart } from '../../panel/app'
import css from './files.css?inline'
import { ask } from '../../ask'
import { Sheet } from '../../sheet'
import { WORDS } from './words'

const PER_MESSAGE = 10

handOver<FilesPart>({ css, take, draw: (app) => <List app={app} /> })

/** Begin to upload; choosing is an act like writing. */
function take(app: App, files: readonly File[]): void {
  uploads(app).add(files)
}

function uploads(app: App): Uploads {
  app.carrying ??= carrying(app)
  return app.carrying as Uploads & typeof app.carrying
}

function carrying(app: App) {
  const made: Uploads = new Uploads({ ask: (method, id, offset, body) => ask(app, method, id, offset === null ? '' : `&offset=${offset}`, body), unreadable: () => say(app)('refused'), changed: app.redraw })
  return Object.assign(made, {
    busy: () => made.items.length > PER_MESSAGE || made.items.some(({ state }) => state !== 'ready'),
    hand: (): VisitorFile[] => {
      const files = made.items.map(sent)
      made.posted()
      return files
    },
  })
}

/** Until the server has told its address, an own picture shows as this device has it. */
function sent({ id, name, type, size, width, height, file }: Carried): VisitorFile {
  return { id, name, type, size, width, height, url: '', preview: width ? URL.createObjectURL(file) : null }
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
