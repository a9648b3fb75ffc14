/** This browser as a device: whether its operator can be told on it though the app is closed, and how that is turned on and off. */
import type { Language } from '../../shared/i18n'
import { openShelf } from '../../shared/shelf'
import { request } from '../../shared/ui/http'
import type { Devices as Found } from '../wire'
import { subscribed } from '../../shared/subscription'
import { SCOPE, working } from '../../shared/worker'
import { desktop } from './desktop'

/** `install`: Apple's phones can be told only from their home screen; `shell`: the desktop app tells by itself. */
export type Push = 'on' | 'off' | 'blocked' | 'insecure' | 'missing' | 'install' | 'shell'

const BASE = '/api/operator/v1/devices'

export class Devices {
  constructor(private language: () => Language) {}

  list(): Promise<Found> {
    return this.ask('GET', '')
  }
  rename(id: string, name: string): Promise<Found> {
    return this.ask('PATCH', `/${id}`, { name })
  }
  revoke(id: string): Promise<Found> {
    return this.ask('DELETE', `/${id}`)
  }
  test(id: string): Promise<void> {
    return this.ask('POST', `/${id}/test`)
  }

  /** Ask the browser, if it has not been asked, and be told here. Rejects when it does not let us, or the server does not. */
  async turnOn(): Promise<Found> {
    if ((await Notification.requestPermission()) !== 'granted') throw new Error('blocked')
    const { key } = await this.list()
    const at = await subscribed(await working(), key)
    return this.ask('PUT', '', { ...at, language: this.language() })
  }

  /** Be told here no more. The browser's subscription stays: somebody of the cabinet may be told by it too. */
  async turnOff(): Promise<Found> {
    const found = await this.list()
    const here = found.devices.find((one) => one.this)
    return here ? this.revoke(here.id) : found
  }

  private ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return request<T>(this.language(), method, BASE + path, body)
  }
}

/** What this browser lets us do, and whether it is subscribed. */
export async function pushOf(): Promise<Push> {
  if (desktop()) return 'shell'
  if (!isSecureContext) return 'insecure'
  const found = await registration()
  if (!found || !('pushManager' in found) || !('Notification' in globalThis)) return isApples() ? 'install' : 'missing'
  if (Notification.permission === 'denied') return 'blocked'
  return (await found.pushManager.getSubscription()) && Notification.permission === 'granted' ? 'on' : 'off'
}

/** Whoever has chosen to be told here is told here again: their session may be another by now. What goes wrong is seen among the devices. A
 * browser that would have to ask is not asked: whoever took the leave away gives it by a click. */
export async function renew(devices: Devices, operator: string): Promise<void> {
  const may = !desktop() && 'Notification' in globalThis && Notification.permission === 'granted'
  if (may && wanted(operator).get()) await devices.turnOn().catch(() => {})
}

/** Whether an operator has chosen to be told on this device. */
export function wanted(operator: string): { get(): boolean; set(on: boolean): void } {
  const shelf = openShelf(`besedka.operator.${operator}.`)
  return { get: () => shelf.stored('push') === 'on', set: (on) => (on ? shelf.set('push', 'on') : shelf.remove('push')) }
}

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker?.getRegistration(SCOPE)
}

/** An iPhone or iPad whose page is not one of the home screen's. */
export function isApples(): boolean {
  return 'standalone' in navigator && navigator.standalone === false
}
