/** Files on their way: chosen, pasted or dropped, with what became of each above the field. */
import { Icon } from '../../../shared/icon'
import { alert, close } from '../../../shared/icons'
import { fileSize, sizeSoFar } from '../../../shared/size'
import type { Carried } from '../../../shared/uploads'
import { handOver } from '../../contract'
import type { App, Carrying, FilesPart } from '../../panel/app'
import css from './files.css?inline'
import { Sheet } from '../../sheet'

handOver<FilesPart>({ css, take, draw })

/** Find again what an earlier page left, and begin to upload these; choosing is an act like writing. */
async function take(app: App, files: readonly File[]): Promise<void> {
  const { carry } = await app.parts.fetch('uploads')
  carry(app).add(files)
}

function draw(app: App): unknown {
  app.carrying?.begin()
  return app.carrying && <List app={app} of={app.carrying} />
}

function say(app: App) {
  return app.words('files')
}

function List({ app, of }: { app: App; of: Carrying }) {
  const many = of.many()
  return of.items.length > 0 && (
    <div class="files" role="group" aria-label={say(app)('list')}>
      {of.items.map((item) => <One key={item.id} app={app} of={of} item={item} />)}
      {many && <p class="error" role="alert">{say(app)('many', { n: many })}</p>}
    </div>
  )
}

function One({ app, of, item }: { app: App; of: Carrying; item: Carried }) {
  const { id, name, size, sent, state, why, file, shown } = item
  const words = say(app)
  const so = state === 'going' || state === 'waiting' ? sizeSoFar(sent, size, words('of'), app.language) : fileSize(size, app.language)
  return (
    <div class={'file ' + state}>
      {state === 'failed' ? <Icon path={alert} /> : shown ? <img src={shown} alt="" onError={() => of.unshow(id)} /> : <Sheet name={name} />}
      <span>
        <b>{name}</b>
        <small>{state === 'waiting' ? `${so}, ${words(of.holds(id) ? 'held' : 'waits')}` : so}</small>
        {state === 'failed' ? <small class="why" role="alert">{why} {file && <button type="button" onClick={() => of.retry(id)}>{words('retry')}</button>}</small>
        : state !== 'ready' && <progress max={size} value={sent} aria-label={name} />}
      </span>
      <button type="button" class="tool" aria-label={words('remove', { name })} onClick={() => of.cancel(id)}><Icon path={close} small /></button>
    </div>
  )
}
