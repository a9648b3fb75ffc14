import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeMark } from './mark'

/** The page's window: what it hears, and whether its channels are open. */
let heard: Record<string, (event: object) => void>
let channels: { closed: boolean; onmessage: (() => void) | null }[]
let bases: string[]
let focused: boolean

class Channel {
  closed = false
  onmessage: (() => void) | null = null
  constructor() {
    channels.push(this)
  }
  postMessage() {
    if (this.closed) throw new Error('a closed channel says nothing')
    for (const other of channels) if (other !== this && !other.closed) other.onmessage?.()
  }
  close() {
    this.closed = true
  }
}

beforeEach(() => {
  heard = {}
  channels = []
  bases = []
  focused = false
  vi.stubGlobal('addEventListener', (name: string, then: (event: object) => void) => (heard[name] = then))
  vi.stubGlobal('BroadcastChannel', Channel)
  vi.stubGlobal('document', { hasFocus: () => focused })
  vi.stubGlobal('indexedDB', { databases: async () => bases.map((name) => ({ name })), open: (name: string) => (bases.push(name), {}) })
})

afterEach(() => vi.unstubAllGlobals())

describe('the mark', () => {
  it('stands for the next page once it was left, and is left once', async () => {
    const mark = makeMark('a', () => {})
    expect(await mark.stands()).toBe(false)
    mark.leave()
    mark.leave()
    expect(bases).toEqual(['a'])
    expect(await mark.stands()).toBe(true)
  })

  it('is told to the other tabs, also with the last breath of the one that leaves it', () => {
    const left = vi.fn()
    makeMark('a', left)
    const mine = makeMark('a', () => {})
    heard['pagehide']!({}) // the last one made listens last: mine
    mine.leave()
    expect(left).toHaveBeenCalledOnce()
  })

  it('is heard by a tab that the visitor has left, and costs one that they have not left nothing', () => {
    focused = true
    const left = vi.fn()
    makeMark('a', left)
    expect(channels).toEqual([])
    heard['blur']!({})
    heard['blur']!({})
    expect(channels).toHaveLength(1)
    makeMark('a', () => {}).leave()
    expect(left).toHaveBeenCalledOnce()
  })

  it('keeps no channel open while the page is kept for the way back, and looks again on return', async () => {
    const left = vi.fn()
    makeMark('a', left)
    heard['pagehide']!({})
    expect(channels.every(({ closed }) => closed)).toBe(true)
    bases.push('a')
    heard['pageshow']!({ persisted: true })
    expect(channels.some(({ closed }) => !closed)).toBe(true)
    await vi.waitFor(() => expect(left).toHaveBeenCalledOnce())
  })

  it('harms no page that may talk to no other tab', () => {
    vi.stubGlobal('BroadcastChannel', class {
      constructor() {
        throw new Error('SecurityError')
      }
    })
    const mark = makeMark('a', () => {})
    mark.leave()
    heard['pagehide']!({})
    expect(bases).toEqual(['a'])
  })
})
