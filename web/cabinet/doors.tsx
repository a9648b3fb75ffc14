/** The other doors: a letter is asked for, a ticket makes an account or sets a new password. */
import { useEffect, useState } from 'preact/hooks'
import { Coming } from '../shared/ui/coming'
import { Field, PasswordField } from '../shared/ui/field'
import { type RequestRefused, request } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { back, check, mail, offline } from '../shared/ui/icons'
import type { OwnerHome, OwnerTicket } from '../shared/wire.gen'
import { useForm } from './forms'
import { Porch, useWays } from './porch'
import { fieldOf } from './refused'
import { useSpeech } from './room'
import { followTo } from './route'

const API = '/api/owner/v1'

/** To the door itself. */
function In() {
  const { say } = useSpeech()
  return <a class="words back" href="/cabinet/" onClick={followTo('/cabinet/')}><Icon path={back} size="s" turns />{say('to_the_door')}</a>
}

/** The way to a new password or account, sent by mail; where no mail is sent, the other way is told. */
export function Letter({ kind }: { kind: 'reset' | 'join' }) {
  const { say, language } = useSpeech()
  const ways = useWays()
  const [sent, setSent] = useState('')
  const form = useForm({ email: '' }, (refused) => (/^email_/.test(refused.code) ? 'email' : 'form'))
  const submit = form.send(async () => {
    const email = form.typed.email.trim()
    await request(language, 'POST', `${API}/letters`, { kind, email })
    setSent(email)
  })
  if (ways && !ways.mail) {
    return (
      <OnlyThere
        title={say('forgot_title')} why={say('mail_off')} command="besedka owner password --email name@shop.example" then={say('mail_off_then')}
      />
    )
  }
  if (ways && kind === 'join' && !ways.registration) {
    return <OnlyThere title={say('join_title')} why={say('join_closed')} command="besedka owner invite" />
  }
  if (sent) {
    return (
      <Porch>
        <div class="said-box" role="status">
          <Icon path={mail} /><h1>{say('letter_sent')}</h1>
          <p class="sub">{say(kind === 'reset' ? 'letter_reset_then' : 'letter_join_then', { email: sent })}</p>
          <p class="sub">{say('letter_none')}</p>
          <button type="button" class="btn" onClick={() => setSent('')}>{say('letter_again')}</button>
          <In />
        </div>
      </Porch>
    )
  }
  return (
    <Porch>
      <form ref={form.element} onSubmit={submit} noValidate>
        <h1>{say(kind === 'reset' ? 'forgot_title' : 'join_title')}</h1>
        <p class="sub">{say(kind === 'reset' ? 'forgot_then' : 'join_then')}</p>
        <Field
          label={say('email')} name="email" type="email" inputMode="email" autoComplete="username" value={form.typed.email} error={form.errors.email ?? null}
          onInput={form.put('email')}
        />
        <Wrong words={form.errors.form} />
        <button class="btn main big" aria-disabled={form.busy || undefined}>{say('letter_send')}</button>
        <In />
      </form>
    </Porch>
  )
}

/** A door that opens from the server's own command line only: why, what to type there, and what then. */
function OnlyThere({ title, why, command, then }: { title: string; why: string; command: string; then?: string }) {
  return (
    <Porch>
      <div class="said-box">
        <h1>{title}</h1>
        <p class="sub">{why}</p>
        <pre class="command">{command}</pre>
        {then && <p class="sub">{then}</p>}
        <In />
      </div>
    </Porch>
  )
}

function Wrong({ words }: { words: string | undefined }) {
  return words ? <p class="notice" role="alert"><Icon path={offline} size="m" /><span>{words}</span></p> : null
}

/** What is behind the # of the address, and what it opens. It is taken out of the address at once, so that nobody reads it off. */
function useTicket(): { token: string; ticket: OwnerTicket | null; over: string | null } {
  const { language, say } = useSpeech()
  const [token] = useState(() => location.hash.slice(1) || String(history.state?.ticket ?? ''))
  const [ticket, setTicket] = useState<OwnerTicket | null>(null)
  const [over, setOver] = useState<string | null>(null)
  useEffect(() => {
    history.replaceState({ ticket: token }, '', location.pathname)
    if (token === '') return setOver(say('ticket_none'))
    request<OwnerTicket>(language, 'POST', `${API}/tickets`, { ticket: token }).then(setTicket, (trouble: RequestRefused) => setOver(trouble.message || say('no_server')))
  }, [token, language])
  return { token, ticket, over }
}

function Over({ words, kind }: { words: string; kind: 'start' | 'reset' }) {
  const { say } = useSpeech()
  return (
    <Porch>
      <div class="said-box" role="alert">
        <h1>{say('ticket_over')}</h1>
        <p class="sub">{words}</p>
        {kind === 'reset' && <a class="btn main" href="/cabinet/forgot" onClick={followTo('/cabinet/forgot')}>{say('letter_new')}</a>}
        <In />
      </div>
    </Porch>
  )
}

/** An account is made; whoever makes it is signed in. */
export function Start({ entered }: { entered: (home: OwnerHome) => void }) {
  const { say, language } = useSpeech()
  const { token, ticket, over } = useTicket()
  const form = useForm({ name: '', email: '', password: '' }, (refused) => {
    if (refused.code === 'account_taken') return 'email'
    const field = fieldOf(refused)
    return field === 'name' || field === 'email' || field === 'password' ? field : 'form'
  })
  const submit = form.send(async () => entered(await request<OwnerHome>(language, 'POST', `${API}/accounts`, { ticket: token, ...form.typed })))
  if (over !== null) return <Over words={over} kind="start" />
  if (!ticket) return <Porch><Coming rows={3} words={say('loading')} /></Porch>
  return (
    <Porch>
      <form ref={form.element} onSubmit={submit} noValidate>
        <h1>{say('start_title')}</h1>
        <p class="sub">{say('start_then')}</p>
        <Field label={say('your_name')} name="name" autoComplete="name" value={form.typed.name} error={form.errors.name ?? null} onInput={form.put('name')} />
        {ticket.email ? (
          <p class="proven"><Icon path={check} size="s" /><span class="said">{ticket.email}</span></p>
        ) : (
          <Field
            label={say('email')} name="email" type="email" inputMode="email" autoComplete="username" value={form.typed.email} error={form.errors.email ?? null}
            onInput={form.put('email')}
          />
        )}
        <PasswordField
          label={say('password')} name="password" autoComplete="new-password" value={form.typed.password} error={form.errors.password ?? null}
          show={say('password_show')} hide={say('password_hide')} onInput={form.put('password')}
        />
        <p class="hint">{say('password_least')}</p>
        <Wrong words={form.errors.form} />
        <button class="btn main big" aria-disabled={form.busy || undefined}>{say('start_make')}</button>
      </form>
    </Porch>
  )
}

/** A new password is set; then one signs in with it. */
export function Reset({ done }: { done: () => void }) {
  const { say, language } = useSpeech()
  const { token, ticket, over } = useTicket()
  const form = useForm({ password: '' }, (refused) => (/^password_/.test(refused.code) ? 'password' : 'form'))
  const submit = form.send(async () => {
    await request(language, 'PUT', `${API}/passwords`, { ticket: token, password: form.typed.password })
    done()
  })
  if (over !== null) return <Over words={over} kind="reset" />
  if (!ticket) return <Porch><Coming rows={3} words={say('loading')} /></Porch>
  return (
    <Porch>
      <form ref={form.element} onSubmit={submit} noValidate>
        <h1>{say('reset_title')}</h1>
        <p class="sub said">{ticket.email}</p>
        <input type="email" name="username" autoComplete="username" value={ticket.email} readOnly hidden />
        <PasswordField
          label={say('password_new')} name="password" autoComplete="new-password" value={form.typed.password} error={form.errors.password ?? null}
          show={say('password_show')} hide={say('password_hide')} onInput={form.put('password')}
        />
        <p class="hint">{say('password_least')} {say('password_ends')}</p>
        <Wrong words={form.errors.form} />
        <button class="btn main big" aria-disabled={form.busy || undefined}>{say('save')}</button>
        <In />
      </form>
    </Porch>
  )
}
