import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fileSize, sizeSoFar } from './size'
import { type Unsent, type UnsentShelf } from './unsent'
import { Uploads } from './uploads'

/** A server that keeps pieces, refuses what it is told to, and breaks when it is told to. */
class Server {
  kept = new Map<string, number>()
  sizes = new Map<string, number>()
  said: string[] = []
  broken = 0
  /** From this offset on every piece breaks. */
  upTo = Infinity
  refusal: { status: number; message: string } | null = null

  ask = async (method: string, id: string, offset: number | null, body?: Blob | string): Promise<Response> => {
    this.said.push(offset === null ? method : `${method} ${offset}`)
    if (method === 'PATCH' && (offset ?? 0) >= this.upTo) throw new TypeError('the network is gone')
    if (this.broken > 0 && method === 'PATCH') {
      this.broken--
      throw new TypeError('the network is gone')
    }
    if (this.refusal) return Response.json(this.refusal, { status: this.refusal.status })
    if (method === 'GET' && !this.sizes.has(id)) return Response.json({ message: 'No such file.' }, { status: 404 })
    if (method === 'PUT') this.sizes.set(id, (JSON.parse(body as string) as { size: number }).size)
    if (method === 'PATCH' && offset === (this.kept.get(id) ?? 0)) this.kept.set(id, offset + (body as Blob).size)
    const received = this.kept.get(id) ?? 0
    const ready = received === this.sizes.get(id)
    return Response.json({ id, name: 'kept.txt', size: this.sizes.get(id), received, ready, type: 'text/plain', width: null, height: null })
  }
}

const LARGE = 600 * 1024
let server: Server
let uploads: Uploads
/** What the device remembers over a reload. */
const left = new Map<string, Unsent>()
const shelf: UnsentShelf = { all: () => [...left.values()], put: (one) => left.set(one.id, one), remove: (id) => left.delete(id) }
const opened = () => new Uploads({ ask: server.ask, unreadable: () => 'unreadable', vanished: () => 'vanished', cut: () => 'cut', preview: (id) => `/${id}`, shelf, changed: () => {} })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  server = new Server()
  left.clear()
  uploads = opened()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const file = (size: number, name = 'a.txt') => new File([new Uint8Array(size)], name, { type: 'text/plain', lastModified: 7 })
const settle = () => vi.advanceTimersByTimeAsync(60_000)

test('a file goes in pieces, each once, and is then ready under the name that the server keeps', async () => {
  uploads.add([file(LARGE)])
  await settle()
  expect(server.said).toEqual(['PUT', 'PATCH 0', 'PATCH 262144', 'PATCH 524288'])
  expect(uploads.items).toMatchObject([{ state: 'ready', sent: LARGE, name: 'kept.txt' }])
})

test('after a break it goes on from where the server has it', async () => {
  uploads.add([file(LARGE)])
  await vi.advanceTimersByTimeAsync(0)
  server.broken = 2
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'ready' }])
  const pieces = server.said.filter((said) => said.startsWith('PATCH'))
  expect(new Set(pieces).size).toBe(3)
  expect([...server.kept.values()]).toEqual([LARGE])
})

test('a refusal stands with its sentence, and is tried again when the person says so', async () => {
  server.refusal = { status: 422, message: 'Too big.' }
  uploads.add([file(10)])
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'failed', why: 'Too big.' }])
  expect(server.said).toEqual(['PUT'])
  server.refusal = null
  uploads.retry(uploads.items[0]?.id ?? '')
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'ready', why: '' }])
})

test('what this device does not give is told, not waited for', async () => {
  const folder = file(LARGE)
  folder.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) as unknown as Blob
  uploads.add([folder])
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'failed', why: 'vanished' }])
})

test('a server that is busy is waited for', async () => {
  server.refusal = { status: 503, message: 'Busy.' }
  uploads.add([file(10)])
  await vi.advanceTimersByTimeAsync(500)
  expect(uploads.items).toMatchObject([{ state: 'waiting' }])
  server.refusal = null
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'ready' }])
})

test('what is given up is told to the server, and asked for no more', async () => {
  server.refusal = { status: 503, message: 'Busy.' }
  uploads.add([file(LARGE)])
  await vi.advanceTimersByTimeAsync(500)
  uploads.cancel(uploads.items[0]?.id ?? '')
  expect(uploads.items).toEqual([])
  const asked = server.said.length
  await settle()
  expect(server.said.length).toBe(asked)
  expect(server.said.at(-1)).toBe('DELETE')
})

test('what was there before a reload is there after it, and is forgotten with the message', async () => {
  uploads.add([file(LARGE)])
  await settle()
  uploads = opened()
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'ready', name: 'kept.txt', size: LARGE, file: null }])
  expect(server.said.at(-1)).toBe('GET')
  uploads.posted()
  expect(opened().items).toEqual([])
})

test('what a reload has cut off says so, and goes on when the same file is chosen again', async () => {
  server.upTo = 262144
  uploads.add([file(LARGE)])
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'waiting', sent: 262144 }])
  uploads = opened()
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'failed', why: 'cut', sent: 262144 }])
  server.upTo = Infinity
  server.said = []
  uploads.add([file(LARGE)])
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'ready' }])
  expect(server.said.slice(0, 3)).toEqual(['PUT', 'PATCH 262144', 'PATCH 524288'])
  expect(server.sizes.size).toBe(1)
})

test('the same name with other words in it is another file', async () => {
  server.upTo = 262144
  uploads.add([file(LARGE)])
  await settle()
  uploads = opened()
  await settle()
  server.upTo = Infinity
  uploads.add([new File([new Uint8Array(LARGE)], 'a.txt', { lastModified: 8 })])
  await settle()
  expect(server.sizes.size).toBe(2)
})

test('what the server no longer has is told, and chosen again is a new one', async () => {
  left.set('f'.repeat(32), { id: 'f'.repeat(32), name: 'a.txt', size: 10, modified: 7 })
  uploads = opened()
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'failed', why: 'No such file.' }])
  uploads.add([file(10)])
  await settle()
  expect(uploads.items).toMatchObject([{ state: 'ready' }])
  expect([...server.sizes.keys()]).not.toContain('f'.repeat(32))
})

test('what another tab posted is gone here, and not given up on the server', async () => {
  uploads.add([file(10)])
  await settle()
  uploads.elsewhere(uploads.items[0]?.id ?? '')
  expect(uploads.items).toEqual([])
  expect(server.said).not.toContain('DELETE')
})

test('sizes are told in the unit of the whole', () => {
  expect(fileSize(248 * 1024, 'ru')).toBe('248\u00a0КБ')
  expect(fileSize(0, 'en')).toBe('0\u00a0B')
  expect(sizeSoFar(1.2 * 1024 ** 2, 3.4 * 1024 ** 2, 'из', 'ru')).toBe('1,2 из 3,4\u00a0МБ')
})
