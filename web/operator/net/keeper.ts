/** Keeps on the device what the desk knows, so that the next start shows it at once, and without a network too; erased at signing out. */
import { withOverview } from '../state/fetched'
import { type Snapshot, restored, snapshot } from '../state/snapshot'
import type { State } from '../state/state'
import type { Store } from '../state/store'
import { type Api, RequestRefused } from './api'
import { Cupboard } from './cupboard'
import { takeAway } from './notices'
import { type Reply, takeOver, type TakesOver } from './replies'
import { leaves, sits, whose } from './whose'

const PLACE = 'desk'
const EVERY = 2_000
/** So long a start waits for what was kept, before it asks the server; and when that does not answer. */
const SOON = 400
const LATE = 5_000

export interface KeptDesk {
  readonly at: number
  readonly state: State
}

/** What was kept of whose device this is, and when; null: nothing that is of use. */
async function kept(cupboard: Cupboard): Promise<KeptDesk | null> {
  const me = await whose(cupboard)
  const found = me ? await cupboard.get<Snapshot>(placeOf(me)) : null
  const state = restored(found, Date.now())
  return found && state ? { at: found.at, state } : null
}

/** What was kept, when it is there at once; else what `ask` answers, and should that fail, what was kept after all. */
export async function keptOr<T>(cupboard: Cupboard, ask: () => Promise<T>, helps: (trouble: unknown) => boolean): Promise<KeptDesk | T> {
  const coming = kept(cupboard)
  const soon = await Promise.race([coming, none(SOON)])
  if (soon) return soon
  try {
    return await ask()
  } catch (trouble) {
    const late = helps(trouble) ? await Promise.race([coming, none(LATE)]) : null
    if (late) return late
    throw trouble
  }
}

const none = (after: number): Promise<null> => new Promise((done) => setTimeout(() => done(null), after))

const placeOf = (operator: string): string => `${PLACE}.${operator}`

/** Somebody sits down: what is left of others goes, from the screen too. */
export async function settleDown(cupboard: Cupboard, me: string): Promise<void> {
  await Promise.all([sits(cupboard, me), takeAway((said) => !['', me].includes(said?.operator ?? ''))])
}

/** They have left, or were made to: nothing of theirs stays, on the screen neither. */
export async function erase(cupboard: Cupboard, me: string): Promise<void> {
  await Promise.all([cupboard.remove(placeOf(me)), leaves(cupboard, me), takeAway((said) => said === null || said.operator === me)])
}

/** Somebody has signed in: of whoever was here before, nothing stays. */
export function eraseAll(cupboard: Cupboard): Promise<void> {
  return cupboard.clear(PLACE)
}

export interface Around extends TakesOver {
  readonly api: Pick<Api, 'overview'>
  readonly state: Store<State>
  /** The conversation on the screen. */
  opened(): string | null
  signedOut(): void
  settle(): void
}

export class Keeper {
  private cupboard = new Cupboard()
  private timer: ReturnType<typeof setTimeout> | undefined
  private opened: readonly string[]
  private unwatch: () => void = () => {}
  private known: State

  constructor(private around: Around) {
    this.known = around.state.get()
    this.opened = Object.keys(this.known.threads)
  }

  /** `anew`: what is shown was kept, and is to be recognised. */
  start(anew: boolean): void {
    this.unwatch = this.around.state.watch(() => (this.timer ??= setTimeout(this.keep, EVERY)))
    document.addEventListener('visibilitychange', this.leaving)
    this.timer = setTimeout(this.keep, EVERY)
    addEventListener('online', this.takeAll)
    navigator.serviceWorker?.addEventListener('message', this.heard)
    this.takeAll()
    if (anew) void this.recognise()
  }

  stop(): void {
    this.unwatch()
    clearTimeout(this.timer)
    document.removeEventListener('visibilitychange', this.leaving)
    removeEventListener('online', this.takeAll)
    navigator.serviceWorker?.removeEventListener('message', this.heard)
  }

  /** What was typed into notifications and is not out yet, is ours. */
  private takeAll = (): void => void takeOver(this.cupboard, this.known.me.id, this.around)

  private heard = ({ data }: MessageEvent<{ replies?: boolean }>): void => {
    if (data?.replies) this.takeAll()
  }

  /** An answer was typed into a notification: keep it under the id that it has, and send it; what is being written in the app stays. */
  replied(reply: Reply): void {
    this.around.answer(reply)
  }

  /** Whose session this is, and who is there, is asked while what was kept is shown. */
  private async recognise(): Promise<void> {
    const { api, state, signedOut, settle } = this.around
    try {
      const overview = await api.overview()
      if (overview.me.id !== state.get().me.id) return void this.makeWay()
      state.update((was) => withOverview(was, overview))
      settle()
    } catch (trouble) {
      if (!(trouble instanceof RequestRefused)) throw trouble
      if (trouble.status === 401) signedOut()
    }
  }

  /** Another operator is signed in on this device by now: what is shown is not for their eyes, and what is theirs is fetched. */
  private async makeWay(): Promise<void> {
    this.stop()
    await erase(this.cupboard, this.known.me.id)
    location.reload()
  }

  private leaving = (): void => {
    if (document.hidden && this.around.state.get() !== this.known) this.keep()
  }

  private keep = (): void => {
    clearTimeout(this.timer)
    this.timer = undefined
    this.known = this.around.state.get()
    const looked = this.around.opened()
    const before = Object.keys(this.known.threads).filter((id) => !this.opened.includes(id))
    this.opened = [...this.opened, ...before].filter((one) => one !== looked).concat(looked ?? [])
    void this.cupboard.put(placeOf(this.known.me.id), snapshot(this.known, this.opened, Date.now()))
  }
}
