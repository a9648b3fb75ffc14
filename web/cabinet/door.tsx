/** Signing in to the cabinet: e-mail and password; a refusal stands by its field and erases nothing. */
import { useRef, useState } from 'preact/hooks'
import type { Translate } from '../shared/i18n'
import { Field, PasswordField } from '../shared/ui/field'
import { RequestRefused, request } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { offline } from '../shared/ui/icons'
import type { OwnerHome, OwnerSignIn } from '../shared/wire.gen'
import { Porch, useWays } from './porch'
import { useSpeech } from './room'
import { followTo } from './route'
import type { Key } from './words'

type Errors = Partial<Record<'email' | 'password' | 'form', string>>

export function Door({ notice, entered }: { notice: Key | null; entered: (home: OwnerHome) => void }) {
  const { say, language } = useSpeech()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState({ email: '', password: '' })
  const [remember, setRemember] = useState(true)
  const [errors, setErrors] = useState<Errors>({})
  const [busy, setBusy] = useState(false)
  const [caps, setCaps] = useState(false)
  const ways = useWays()
  const put = (field: 'email' | 'password') => (value: string): void => {
    setTyped((was) => ({ ...was, [field]: value }))
    setErrors(({ [field]: _old, form: _form, ...others }) => others)
  }
  const fail = (wrong: Errors): void => {
    setErrors(wrong)
    const field = (['email', 'password'] as const).find((name) => wrong[name])
    if (field) form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const wrong: Errors = {
      ...(typed.email.trim() === '' ? { email: say('need_email') } : {}),
      ...(typed.password === '' ? { password: say('need_password') } : {}),
    }
    if (busy || Object.keys(wrong).length > 0) return fail(wrong)
    setBusy(true)
    try {
      const body: OwnerSignIn = { email: typed.email.trim(), password: typed.password, remember }
      entered(await request<OwnerHome>(language, 'POST', '/api/owner/v1/session', body))
    } catch (trouble) {
      setBusy(false)
      fail(explained(trouble, say))
    }
  }
  const watchCaps = (event: KeyboardEvent): void => setCaps(event.getModifierState?.('CapsLock') ?? false)
  return (
    <Porch foot={<><span>{say('operator_door')} <a class="words" href="/operator/">{say('operators_app')}</a></span></>}>
        <form ref={form} onSubmit={(event) => void submit(event)} onKeyUp={watchCaps} noValidate>
          <h1>{say('welcome_back')}</h1>
          <p class="sub">{say('where', { host: location.host })}</p>
          {notice && <p class="notice" role="status"><Icon path={offline} size="m" /><span>{say(notice)}</span></p>}
          <Field
            label={say('email')} name="email" type="email" inputMode="email" autoComplete="username" value={typed.email} error={errors.email ?? null}
            onInput={put('email')}
          />
          <div class="with-link">
            <PasswordField
              label={say('password')} name="password" autoComplete="current-password" value={typed.password} error={errors.password ?? null}
              show={say('password_show')} hide={say('password_hide')} onInput={put('password')}
            />
            <a class="words" href="/cabinet/forgot" onClick={followTo('/cabinet/forgot')}>{say('forgot')}</a>
          </div>
          {caps && <p class="caps" role="status">{say('caps')}</p>}
          <label class="chk"><input type="checkbox" checked={remember} onChange={(event) => setRemember(event.currentTarget.checked)} />{say('remember')}</label>
          {errors.form && <p class="notice" role="alert"><Icon path={offline} size="m" /><span>{errors.form}</span></p>}
          <button class="btn main big" aria-disabled={busy || undefined}>{say(busy ? 'signing_in' : 'sign_in')}</button>
          {ways?.registration && (
            <p class="sub other">{say('no_account')} <a class="words" href="/cabinet/join" onClick={followTo('/cabinet/join')}>{say('join')}</a></p>
          )}
        </form>
    </Porch>
  )
}

function explained(trouble: unknown, say: Translate<Key>): Errors {
  if (!(trouble instanceof RequestRefused) || trouble.status === 0) return { form: say('no_server') }
  if (trouble.code === 'sign_in_failed') return { password: say('wrong_pair') }
  if (trouble.params['field'] === 'email') return { email: trouble.message }
  if (trouble.status < 500) return { password: trouble.message }
  return { form: trouble.message || say('no_server') }
}
