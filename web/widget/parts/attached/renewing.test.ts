import { expect, test, vi } from 'vitest'
import type { VisitorFile, VisitorMessage } from '../../../shared/wire.gen'
import type { App } from '../../panel/app'
import { endOf, renew } from './renewing'

/** As besedka/domain/links.py makes them: 16 bytes of id, when it ends in minutes, 16 bytes of tag. */
const ENDS = 1_795_000_020_000
const HOUR = 3_600_000

function linkOf(first: number): string {
  const bytes = new Uint8Array(36).fill(first)
  new DataView(bytes.buffer).setUint32(16, ENDS / 60_000)
  return '/api/visitor/v1/file/' + btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_')
}

function page(url: string, now: number) {
  const file = { id: 'f1', name: 'a.pdf', url } as VisitorFile
  const say = vi.fn(() => true)
  const state = { messages: [{ seq: 7, files: [file] } as unknown as VisitorMessage] }
  const app = { session: { say, state }, now: () => now } as unknown as App
  return { app, file, say }
}

test('a link says when it ends, and what is no link of ours says nothing', () => {
  expect(endOf(linkOf(1))).toBe(ENDS)
  for (const other of ['', '/x', 'blob:https://shop.example/1-2', linkOf(1) + '/preview', '/api/visitor/v1/file/ы']) expect(endOf(other)).toBe(Infinity)
})

test('one that is good still is left alone; one that ends soon or has ended is told again, once', () => {
  const good = page(linkOf(2), ENDS - 5 * HOUR)
  expect(renew(good.app, good.file)).toBe(false)
  expect(good.say).not.toHaveBeenCalled()
  for (const [first, before] of [[3, 3 * HOUR], [4, -30 * HOUR]] as const) {
    const old = page(linkOf(first), ENDS - before)
    for (let times = 0; times < 3; times++) expect(renew(old.app, old.file)).toBe(true)
    expect(old.say.mock.calls).toEqual([[{ t: 'history', before: 8 }]])
    const later = page(linkOf(first), ENDS - before + 11_000)
    renew(later.app, later.file)
    expect(later.say).toHaveBeenCalledOnce()
  }
})

test('without a connection it is asked for the next time', () => {
  const { app, file, say } = page(linkOf(5), ENDS)
  say.mockReturnValueOnce(false)
  renew(app, file)
  renew(app, file)
  expect(say).toHaveBeenCalledTimes(2)
})
