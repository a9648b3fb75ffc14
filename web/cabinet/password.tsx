/** One's own password: the old one proves who it is; every other session ends with the change. */
import { useRef, useState } from 'preact/hooks'
import { PasswordField } from '../shared/ui/field'
import { RequestRefused } from '../shared/ui/http'
import { Drawer } from './controls'
import { Hinted } from './operator'
import { useSpeech } from './room'
import { useAsk } from './server'

type Which = 'old' | 'new'

export function PasswordChange({ email, shut }: { email: string; shut: () => void }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState({ old: '', new: '' })
  const [errors, setErrors] = useState<Partial<Record<Which, string>>>({})
  const [busy, setBusy] = useState(false)
  const put = (which: Which) => (value: string): void => {
    setTyped((was) => ({ ...was, [which]: value }))
    setErrors(({ [which]: _old, ...others }) => others)
  }
  const fail = (trouble: unknown): void => {
    const refused = trouble instanceof RequestRefused ? trouble : null
    const which: Which = refused?.code === 'password_short' || refused?.code === 'password_long' ? 'new' : 'old'
    setErrors({ [which]: refused?.message || say('no_server') })
    form.current?.querySelector<HTMLInputElement>(`[name=${which}]`)?.focus()
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    ask('PUT', '/password', typed).then(shut, fail).finally(() => setBusy(false))
  }
  const labels = { show: say('password_show'), hide: say('password_hide') }
  return (
    <Drawer title={say('password_change')} shut={shut}>
      <form ref={form} onSubmit={submit} noValidate>
        <div class="stack">
          <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
          <PasswordField
            {...labels} label={say('password_old')} name="old" autoComplete="current-password" value={typed.old} error={errors.old ?? null} onInput={put('old')}
          />
          <Hinted hint={say('password_ends')}>
            <PasswordField
              {...labels} label={say('password_new')} name="new" autoComplete="new-password" value={typed.new} error={errors.new ?? null} onInput={put('new')}
            />
          </Hinted>
        </div>
        <footer>
          <span class="sp" />
          <button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button>
          <button class="btn main" aria-disabled={busy || undefined}>{say('save')}</button>
        </footer>
      </form>
    </Drawer>
  )
}
