/** Bringing the client back: the answer by e-mail, and a link that continues the conversation on another device. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { shortly } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { alert, ban, mail, outside } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { useStore } from '../state/store'
import type { Say } from '../state/waiting'
import type { Conversation, Letters } from '../wire'
import { refusal } from './acts'
import { copyText } from './copying'
import { useFetched } from './fetched'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { mayAct } from './status'
import { Title } from './title'

export function LettersSection({ it, email }: { it: Conversation; email: string }) {
  const say = useSay()
  const desk = useDesk()
  const me = useStore(desk.state, (state) => state.me)
  const connected = useStore(desk.connection, (now) => now.state === 'open')
  const [letters, setLetters] = useLetters(it, email)
  const [busy, setBusy] = useState(false)
  const [url, setUrl] = useState('')
  if (!mayAct(it, me)) return null
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
    } catch (trouble) {
      if (!(trouble instanceof RequestRefused)) throw trouble
      refusal.set(trouble.message ? trouble : new RequestRefused(0, 'no_server', {}, say('no_server')))
    } finally {
      setBusy(false)
    }
  }
  const send = (): void => void run(async () => setLetters(await desk.api.sendLetter(it.id)))
  const link = (): void => void run(async () => {
    const made = await desk.api.makeLink(it.id)
    setUrl(made.url)
    await copyText(made.url, say)
  })
  const revoke = (): void => void run(async () => {
    setLetters(await desk.api.revokeLinks(it.id))
    setUrl('')
  })
  const why = blocked(letters, it, say)
  const off = busy || !connected
  return (
    <section class="letters">
      <Title>{say('letters')}</Title>
      {letters && <Standing letters={letters} />}
      <div class="ways">
        {letters?.on && (
          <button type="button" class="btn sm" aria-disabled={off || why !== '' || undefined} title={why || say('letters_send_then')} onClick={() => off || why || send()}>
            <Icon path={mail} size="s" />{say(letters.state === 'failed' ? 'try_again' : 'letters_send')}
          </button>
        )}
        <button type="button" class="btn sm" aria-disabled={off || undefined} title={say('letters_link_then')} onClick={() => off || link()}>
          <Icon path={outside} size="s" />{say('letters_link')}
        </button>
        {letters !== null && letters.links > 0 && <Revoking off={off} revoke={revoke} />}
      </div>
      {url && <input class="made" readOnly aria-label={say('letters_link')} value={url} onFocus={(event) => event.currentTarget.select()} />}
      {letters?.on && why && <p class="hint">{why}</p>}
    </section>
  )
}

/** There is no way back: what follows is said first, and stands where one has pressed. */
function Revoking({ off, revoke }: { off: boolean; revoke: () => void }) {
  const say = useSay()
  const [asked, setAsked] = useState(false)
  const out = useRef<HTMLButtonElement>(null)
  const back = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => out.current?.focus(), [asked])
  const cancel = (): void => {
    setAsked(false)
    requestAnimationFrame(() => back.current?.focus())
  }
  if (!asked) return <button ref={back} type="button" class="btn sm" aria-disabled={off || undefined} onClick={() => off || setAsked(true)}><Icon path={ban} size="s" />{say('letters_revoke')}</button>
  return (
    <div class="sure" role="group" aria-label={say('letters_revoke')}>
      <p id="revoke-then" class="hint">{say('letters_revoke_then')}</p>
      <button ref={out} type="button" class="btn sm" aria-describedby="revoke-then" onClick={cancel}>{say('cancel')}</button>
      <button type="button" class="btn sm danger" aria-disabled={off || undefined} onClick={() => off || revoke()}>{say('letters_revoke_now')}</button>
    </div>
  )
}

const TOLD: ReadonlySet<string> = new Set(['letter_sent', 'letter_failed', 'link_made', 'links_revoked'])

/** Fetched when the card opens, when another e-mail is known, and when something has become of a letter or a link. */
function useLetters(it: Conversation, email: string): [Letters | null, (letters: Letters) => void] {
  const desk = useDesk()
  const [known, setKnown] = useState<Letters | null>(null)
  const told = useStore(desk.state, (state) => state.recent.findLast((fact) => TOLD.has(fact.t) && fact.conversation === it.id)?.position)
  const said = it.last_message?.author === 'operator' ? it.last_seq : 0
  useFetched(it.id, () => desk.api.letters(it.id), setKnown, email, told, said)
  return [known, setKnown]
}

/** Why nothing can be sent; empty: it can. */
function blocked(letters: Letters | null, it: Conversation, say: Say): string {
  if (!letters) return ''
  if (!letters.email) return say('letters_no_address')
  if (letters.stopped === 'unsubscribed') return say('letters_unwelcome')
  return it.first_answer_at === null ? say('letters_nothing') : ''
}

function Standing({ letters }: { letters: Letters }) {
  const say = useSay()
  const language = useLanguage()
  const at = letters.sent_at ?? 0
  const when = useClock((now) => (at ? shortly(at, now, language) : ''))
  if (letters.state === 'failed' || letters.stopped === 'bounced') {
    return <p class="state bad" role="status"><Icon path={alert} size="s" /><span>{letters.message || say('deed_letter_bounced', { to: letters.email })}{letters.detail && <small class="said">{letters.detail}</small>}</span></p>
  }
  if (letters.state === 'waiting') {
    return <p class="state" role="status"><Icon path={mail} size="s" /><span>{letters.code ? letters.message : say('letters_waiting')}</span></p>
  }
  return letters.state === 'sent' && at ? <p class="state"><Icon path={mail} size="s" /><span>{say('letters_sent', { to: letters.to, when })}</span></p> : null
}
