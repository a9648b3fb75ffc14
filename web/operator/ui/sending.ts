/** To send a conversation's lead, from the dialog and from the card. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../net/api'
import { useStore } from '../state/store'
import type { Conversation, LeadForm, LeadWanted } from '../wire'
import { useDesk, useSay } from './room'
import { mayAct } from './status'

export interface Trouble {
  /** Which field was refused; empty: none of them. */
  readonly field: string
  readonly words: string
}

/** Why the lead of a conversation cannot be sent now, in words; null when it can. */
export function useLeadLock(it: Conversation): string | null {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  return !connected ? say('lost') : mayAct(it, me) ? null : say('crm_theirs')
}

export interface Sending {
  readonly working: boolean
  readonly trouble: Trouble | null
  /** Answers with the lead as it is now, null when it was refused. */
  send(wanted: LeadWanted): Promise<LeadForm | null>
  /** What is wrong before it is sent. */
  refuse(trouble: Trouble): void
  forget(): void
}

export function useSending(id: string): Sending {
  const say = useSay()
  const desk = useDesk()
  const [working, setWorking] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const send = async (wanted: LeadWanted): Promise<LeadForm | null> => {
    if (working) return null
    setWorking(true)
    try {
      const form = await desk.api.sendLead(id, wanted)
      setTrouble(null)
      return form
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      const missing = why.code === 'phone_short' ? Number(why.params['missing']) : 0
      setTrouble({ field: fieldOf(why), words: missing ? say('digits_missing', { n: missing }) : why.message || say('no_server') })
      return null
    } finally {
      setWorking(false)
    }
  }
  return { working, trouble, send, refuse: setTrouble, forget: () => setTrouble(null) }
}

function fieldOf({ code, params }: RequestRefused): string {
  return String(params['field'] ?? (/^(phone|email)_/.exec(code)?.[1] ?? ''))
}
