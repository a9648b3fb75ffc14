import { describe, expect, it, vi } from 'vitest'
import { encoded, subscribed } from './subscription'

const bytes = (...of: number[]): ArrayBuffer => new Uint8Array(of).buffer

function worker(known: string | null) {
  const made = (key: string) => ({ endpoint: `https://push.example/${key}`, options: { applicationServerKey: bytes(...key.split('').map((one) => one.charCodeAt(0))) }, getKey: () => bytes(251, 255), unsubscribe: vi.fn(async () => true) })
  const old = known === null ? null : made(known)
  const subscribe = vi.fn(async () => made('new'))
  return { old, subscribe, found: { pushManager: { getSubscription: async () => old, subscribe } } as unknown as ServiceWorkerRegistration }
}

describe('a subscription', () => {
  it('is spelled in base64url without padding', () => {
    expect(encoded(bytes(251, 255))).toBe('-_8')
    expect(encoded(null)).toBe('')
  })
  it('is kept when it is for our key', async () => {
    const { found, subscribe } = worker('abc')
    expect((await subscribed(found, encoded(bytes(97, 98, 99)))).endpoint).toBe('https://push.example/abc')
    expect(subscribe).not.toHaveBeenCalled()
  })
  it('for another key is given up, for a new one', async () => {
    const { found, old, subscribe } = worker('abc')
    expect(await subscribed(found, 'fresh')).toEqual({ endpoint: 'https://push.example/new', p256dh: '-_8', auth: '-_8' })
    expect(old?.unsubscribe).toHaveBeenCalled()
    expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: 'fresh' })
  })
})
