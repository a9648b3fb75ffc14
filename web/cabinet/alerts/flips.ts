/** The switches of the ways. One request sends all that a way is told, so they go one after the other, each over what is stored by then. */
import { useRef, useState } from 'preact/hooks'
import type { OwnerAlertKind, OwnerAlertWay, OwnerAlertWays } from '../../shared/wire.gen'
import { useAsk } from '../server'
import { turned } from './kinds'

interface Flip {
  readonly way: string
  readonly kind: OwnerAlertKind
  readonly on: boolean
}

export interface Flips {
  /** As somebody wants it while that is on its way, else as it is stored. */
  isOn(way: OwnerAlertWay, kind: OwnerAlertKind): boolean
  flip(flip: Flip): void
}

export function useFlips(path: string, again: () => Promise<void>, refused: (why: unknown) => void): Flips {
  const ask = useAsk()
  const [coming, setComing] = useState<readonly Flip[]>([])
  const line = useRef(Promise.resolve())
  const store = async ({ way, kind, on }: Flip): Promise<void> => {
    const { ways } = await ask<OwnerAlertWays>('GET', path)
    const stored = ways.find(({ id }) => id === way)
    if (stored) await ask('PATCH', `${path}/ways/${way}`, { events: turned(stored.events, kind, on) })
  }
  const flip = (one: Flip): void => {
    setComing((all) => [...all, one])
    line.current = line.current.then(() => store(one)).catch(refused).then(again).finally(() => setComing((all) => all.filter((it) => it !== one)))
  }
  return { isOn: (way, kind) => coming.findLast((one) => one.way === way.id && one.kind === kind)?.on ?? way.events.includes(kind), flip }
}
