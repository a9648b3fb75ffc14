/** Signing in: three fields, one button. A refusal stands beside its field and erases nothing. */
import { useRef, useState } from 'preact/hooks'
import { tooLong } from '../../shared/limits'
import { Field, PasswordField } from '../../shared/ui/field'
import { Gazebo } from '../../shared/ui/gazebo'
import { Icon } from '../../shared/ui/icon'
import { offline } from '../../shared/ui/icons'
import { type Api, RequestRefused } from '../net/api'
import type { Say } from '../state/waiting'
import type { SignedIn, SignIn } from '../wire'
import type { Key } from '../words/ru'
import { LanguageSwitch } from './language'
import { useSay } from './room'

export interface Typed {
  project: string
  email: string
  password: string
}

export interface DoorOptions {
  readonly api: Api
  /** What is known from before, so that it need not be typed again. */
  readonly known: Pick<Typed, 'project' | 'email'>
  readonly notice: Key | null
  entered(who: SignedIn): Promise<void>
}

type Errors = Partial<Record<keyof Typed | 'form', string>>

export function Door({ api, known, notice, entered }: DoorOptions) {
  const say = useSay()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState<Typed>({ ...known, password: '' })
  const [remember, setRemember] = useState(true)
  const [errors, setErrors] = useState<Errors>({})
  const [busy, setBusy] = useState(false)
  const put = (field: keyof Typed) => (value: string): void => {
    setTyped((was) => ({ ...was, [field]: value }))
    setErrors(({ [field]: _old, form: _form, ...others }) => others)
  }
  const fail = (wrong: Errors): void => {
    setErrors(wrong)
    const field = (['project', 'email', 'password'] as const).find((name) => wrong[name])
    if (field) form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const wrong = missing(typed, say)
    if (busy || Object.keys(wrong).length > 0) return fail(wrong)
    setBusy(true)
    try {
      await entered(await api.signIn(asked(typed, remember)))
    } catch (trouble) {
      fail(explained(trouble, say))
    }
    setBusy(false)
  }
  return (
    <main class="door">
      <div class="side">
        <div class="middle"><Gazebo /><p>{say('app')}<span>{say('motto')}</span></p></div>
        <small>{location.host}</small>
      </div>
      <div class="desk">
        <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
          <h1>{say('sign_in')}</h1>
          {notice && <p class="notice" role="status"><Icon path={offline} size="m" /><span>{say(notice)}</span></p>}
          <Field
            label={say('project')} name="project" value={typed.project} error={errors.project ?? null} inputMode="numeric"
            autoComplete="organization" hint={say('project_hint')} onInput={put('project')}
          />
          <Field
            label={say('email')} name="email" type="email" value={typed.email} error={errors.email ?? null} inputMode="email" autoComplete="username"
            onInput={put('email')}
          />
          <PasswordField
            label={say('password')} name="password" value={typed.password} error={errors.password ?? null} autoComplete="current-password"
            show={say('password_show')} hide={say('password_hide')} onInput={put('password')}
          />
          <label class="chk">
            <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.currentTarget.checked)} />{say('remember')}
          </label>
          {errors.form && <p class="notice" role="alert"><Icon path={offline} size="m" /><span>{errors.form}</span></p>}
          <button class="btn main big" aria-disabled={busy}>{say(busy ? 'signing_in' : 'sign_in_do')}</button>
        </form>
        <p class="foot">
          <span>{say('owner_door')} <a class="words" href="/cabinet/">{say('cabinet')}</a></span>
          <span class="end"><LanguageSwitch /></span>
        </p>
      </div>
    </main>
  )
}

/** What cannot be sent as it is: told before asking the server. */
export function missing({ project, email, password }: Typed, say: Say): Errors {
  const wrong: Errors = {}
  const digits = project.replace(/[\s№#]/g, '')
  if (digits === '') wrong.project = say('need_project')
  else if (!/^[1-9]\d{0,9}$/.test(digits) || Number(digits) > 2 ** 31) wrong.project = say('bad_project')
  if (email.trim() === '') wrong.email = say('need_email')
  if (password === '') wrong.password = say('need_password')
  for (const [field, text] of [['email', email.trim()], ['password', password]] as const) {
    const long = tooLong(text, field)
    if (long) wrong[field] = say('field_long', { ...long })
  }
  return wrong
}

function asked({ project, email, password }: Typed, remember: boolean): SignIn {
  return { project: Number(project.replace(/[\s№#]/g, '')), email: email.trim(), password, remember }
}

/** The refusal beside the field that it is about; a wrong pair stands by the password. */
function explained(trouble: unknown, say: Say): Errors {
  if (!(trouble instanceof RequestRefused) || trouble.status === 0) return { form: say('no_server') }
  const field = String(trouble.params['field'] ?? '')
  if (field === 'project' || field === 'email' || field === 'password') return { [field]: trouble.message }
  if (trouble.code === 'sign_in_failed' || trouble.code === 'too_many_attempts') return { password: trouble.message }
  return { form: trouble.message || say('no_server') }
}
