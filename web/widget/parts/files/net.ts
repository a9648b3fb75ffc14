/** What the files ask the server: always with the visitor's key in a header, never in an address. */
import type { UploadsOptions } from '../../../shared/uploads'
import type { VisitorFile } from '../../../shared/wire.gen'
import type { App } from '../../panel/app'

/** A link lives for a day (besedka/domain/links.py); older ones are asked for anew. */
const OLD = 20 * 3_600_000
const known = new Map<string, { at: number; file: VisitorFile }>()

export function asker(app: App): UploadsOptions['ask'] {
  return (method, id, offset, body) => ask(app, method, id, offset === null ? '' : `&offset=${offset}`, body)
}

async function ask(app: App, method: string, path: string, more: string, body?: Blob | string): Promise<Response> {
  const { settings, base } = app.stage
  const key = await app.session.act()
  if (key === null) throw new Error('no key yet')
  const kind = { 'Content-Type': typeof body === 'string' ? 'application/json' : 'application/octet-stream' }
  return fetch(`${base}/api/visitor/v1/files/${path}?project=${settings.project}${more}`, {
    method,
    credentials: 'omit',
    headers: { 'Besedka-Visitor': key, 'Accept-Language': app.language, ...(body === undefined ? {} : kind) },
    signal: AbortSignal.timeout(60_000),
    ...(body === undefined ? {} : { body }),
  })
}

/** Give the link or picture a fresh address when its own is old, or did not open. */
export async function renew(app: App, file: VisitorFile, node: HTMLElement): Promise<void> {
  const broken = node instanceof HTMLImageElement
  const now = known.get(file.id) ?? { at: Date.now(), file }
  known.set(file.id, now)
  if (!file.url || (broken ? node.dataset['again'] : Date.now() - now.at < OLD)) return
  node.dataset['again'] = '1'
  const answer = await ask(app, 'GET', file.id + '/link', '').catch(() => null)
  if (!answer?.ok) return
  const fresh = (await answer.json()) as VisitorFile
  known.set(file.id, { at: Date.now(), file: fresh })
  if (broken) node.src = app.stage.base + (fresh.preview ?? fresh.url)
  else (node as HTMLAnchorElement).href = app.stage.base + fresh.url
}
