/** What the files ask the server: always with the visitor's key in a header, never in an address. */
import type { App } from './panel/app'

export async function ask(app: App, method: string, path: string, more = '', body?: Blob | string): Promise<Response> {
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
