/** What carries files to the server, and finds again what an earlier page left there. */
import { watchShelf } from '../../../shared/shelf'
import { unsentOf, unsentOn } from '../../../shared/unsent'
import { newId } from '../../../shared/ids'
import { type Carried, Uploads } from '../../../shared/uploads'
import type { VisitorFile } from '../../../shared/wire.gen'
import { ask } from '../../ask'
import { handOver, shelfPrefix } from '../../contract'
import type { App, Kinds } from '../../panel/app'
import type { Texts } from '../../words/texts'

const PLACE = 'out'
const PER_MESSAGE = 10

handOver<Kinds['uploads']>({ carry: (app) => (app.carrying ??= carrying(app)) })

function carrying(app: App) {
  const kept = new Map<string, Blob>()
  const say = (word: keyof Texts['uploads']) => app.words('uploads')(word)
  const made: Uploads = new Uploads({
    ask: (method, id, offset, body) => ask(app, method, id, offset === null ? '' : `&offset=${offset}`, body),
    unreadable: () => say('refused'),
    vanished: () => say('vanished'),
    cut: () => say('cut'),
    async preview(id) {
      const answer = await ask(app, 'GET', id + '/preview')
      if (!answer.ok) return null
      const picture = await answer.blob()
      kept.set(id, picture)
      return URL.createObjectURL(picture)
    },
    shelf: unsentOn(app.session.shelf, PLACE),
    changed: app.redraw,
  })
  watchShelf(shelfPrefix(app.stage.settings.project), (name, value) => {
    if (value === null) made.elsewhere(unsentOf(name)?.id ?? '') // another tab posted it, or gave it up
  })
  let held: readonly Carried[] = []
  const items = () => [...made.items, ...held]
  const holds = (id: string) => held.some((one) => one.id === id)
  const drop = (id: string): void => {
    held = held.filter((one) => one.id !== id)
    app.redraw()
  }
  return {
    get items() { return items() },
    add(files: Iterable<File>): void {
      if (!waits(app)) return made.add(files)
      held = [...held, ...[...files].map(holding)]
      app.redraw()
    },
    begin(): void {
      const files = waits(app) ? [] : held.flatMap(({ file }) => file ?? [])
      if (!files.length) return
      held = []
      queueMicrotask(() => made.add(files))
    },
    holds,
    retry: (id: string) => made.retry(id),
    cancel: (id: string) => (holds(id) ? drop(id) : made.cancel(id)),
    unshow: (id: string) => made.unshow(id),
    many: () => items().length > PER_MESSAGE && PER_MESSAGE,
    busy: () => items().length > PER_MESSAGE || items().some(({ state }) => state !== 'ready'),
    hand: (): VisitorFile[] => {
      const files = made.items.map((item) => sent(item, item.file ?? kept.get(item.id)))
      made.posted()
      return files
    },
  }
}

/** A form stands in place of the chat, or what it asked for has not arrived yet. */
function waits({ stage, session: { state, engaged } }: App): boolean {
  return !!stage.form || (!state.conversation && (!!state.team.form || !(state.ready || engaged)))
}

function holding(file: File): Carried {
  return { id: newId(), name: file.name || 'image.png', size: file.size, modified: file.lastModified, sent: 0, state: 'waiting', why: '', type: '', width: null, height: null, shown: null, file }
}

/** Until the server has told its address, an own picture shows as this device has it. */
function sent({ id, name, type, size, width, height }: Carried, here: Blob | undefined): VisitorFile {
  return { id, name, type, size, width, height, url: '', preview: width && here ? URL.createObjectURL(here) : null }
}
