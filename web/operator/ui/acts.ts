/** What one can do from several places: take, close, reopen, ask for the keys, leave. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { RequestRefused, type Verb } from '../net/api'
import { store, useStore } from '../state/store'
import type { Desk } from '../net/desk'
import { useDesk } from './room'
import { go, route } from './route'

export interface Acts {
  readonly showKeys: () => void
  readonly editTags: () => void
  readonly find: () => void
  readonly changePassword: () => void
  readonly showBrowsers: () => void
  readonly changeAvatar: () => void
  readonly keepCanned: () => void
  readonly showTelling: () => void
  readonly signOut: () => void
}

const NOTHING = (): void => {}
export const ActsContext = createContext<Acts>({ editTags: NOTHING, find: NOTHING, showKeys: NOTHING, changePassword: NOTHING, showBrowsers: NOTHING, changeAvatar: NOTHING, keepCanned: NOTHING, showTelling: NOTHING, signOut: NOTHING })
export const useFinding = (): (() => void) => useContext(ActsContext).find
export const useHelp = (): (() => void) => useContext(ActsContext).showKeys
export const usePassword = (): (() => void) => useContext(ActsContext).changePassword
export const useBrowsers = (): (() => void) => useContext(ActsContext).showBrowsers
export const useAvatar = (): (() => void) => useContext(ActsContext).changeAvatar
/** Opens the window in which canned responses are kept; null for whoever may not. */
export const useCannedKeeper = (): (() => void) | null => useAdmins(useContext(ActsContext).keepCanned)
/** Opens the window in which tags are kept; null for whoever may not. */
export const useTagging = (): (() => void) | null => useAdmins(useContext(ActsContext).editTags)

function useAdmins(deed: () => void): (() => void) | null {
  return useStore(useDesk().state, (state) => state.me.role) === 'admin' ? deed : null
}

export const useTellingSheet = (): (() => void) => useContext(ActsContext).showTelling
export const useLeaving = (): (() => void) => useContext(ActsContext).signOut

/** The latest refusal of a deed, shown for a while; null: none. */
export const refusal = store<RequestRefused | null>(null)

/** Which conversations have a deed under way. */
export const busy = store<Readonly<Record<string, true>>>({})

/** The conversation that is being handed over; null: none. */
export const handing = store<string | null>(null)

/** The conversation whose lead is being made; null: none. */
export const leading = store<string | null>(null)

/** Do it once; a refusal other than "already taken" is told in a notice. Answers whether it was done. */
export async function act(desk: Desk, id: string, verb: Verb): Promise<boolean> {
  return once(desk, id, () => desk.handling.change(id, verb))
}

/** Make somebody responsible; null: put it back among the new ones. */
export async function handOver(desk: Desk, id: string, to: string | null): Promise<boolean> {
  return once(desk, id, () => desk.handling.assign(id, to))
}

async function once(desk: Desk, id: string, deed: () => Promise<void>): Promise<boolean> {
  if (busy.get()[id]) return false
  if (desk.connection.get().state !== 'open') return refusal.set(new RequestRefused(0, 'no_server', {}, '')), false
  busy.update((was) => ({ ...was, [id]: true }))
  try {
    await deed()
    refusal.set(null)
    return true
  } catch (trouble) {
    if (!(trouble instanceof RequestRefused)) throw trouble
    if (trouble.code !== 'already_taken' || handing.get() === id) refusal.set(trouble)
    return false
  } finally {
    busy.update(({ [id]: _done, ...others }) => others)
  }
}

/** Take it, and follow it to where it now stands. */
export async function take(desk: Desk, id: string): Promise<boolean> {
  const took = await act(desk, id, 'take')
  if (took && route.get().conversation === id) go({ list: 'mine' }, true)
  return took
}

/** Open the new one that has waited longest; false when there is none. */
export function openNextNew(desk: Desk): boolean {
  const { waiting, answered } = desk.standings.of('new', desk.state.get())
  const first = waiting[0] ?? answered[0]
  if (first) go({ list: 'new', conversation: first.id, client: false }, route.get().conversation !== null)
  return first !== undefined
}
