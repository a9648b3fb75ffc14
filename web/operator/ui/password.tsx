/** One's own password: the old one proves who it is; every other session ends with the change. */
import { useRef, useState } from 'preact/hooks'
import { tooLong } from '../../shared/limits'
import { PasswordField } from '../../shared/ui/field'
import { RequestRefused } from '../net/api'
import { useStore } from '../state/store'
import { Sheet } from './help'
import { useDesk, useSay } from './room'

type Which = 'old' | 'new'

export function PasswordSheet({ shut }: { shut: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const form = useRef<HTMLFormElement>(null)
  const email = useStore(desk.state, (state) => state.me.email)
  const [typed, setTyped] = useState({ old: '', new: '' })
  const [errors, setErrors] = useState<Partial<Record<Which, string>>>({})
  const [busy, setBusy] = useState(false)
  const put = (which: Which) => (value: string): void => {
    setTyped((was) => ({ ...was, [which]: value }))
    setErrors(({ [which]: _old, ...others }) => others)
  }
  const fail = (which: Which, why: string): void => {
    setErrors({ [which]: why })
    form.current?.querySelector<HTMLInputElement>(`[name=${which}]`)?.focus()
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const field = (['old', 'new'] as const).find((which) => tooLong(typed[which], 'password'))
    if (field) return fail(field, say('field_long', { ...tooLong(typed[field], 'password') }))
    if (busy) return
    setBusy(true)
    try {
      await desk.changePassword(typed.old, typed.new)
      location.reload() // the session is a new one, and so is everything that was opened with the old
    } catch (trouble) {
      setBusy(false)
      const refused = trouble instanceof RequestRefused ? trouble : null
      const which: Which = refused?.code.startsWith('password_') && refused.code !== 'password_wrong' ? 'new' : 'old'
      fail(which, refused?.message || say('no_server'))
    }
  }
  const labels = { show: say('password_show'), hide: say('password_hide') }
  return (
    <Sheet title={say('password_change')} shut={shut}>
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          {...labels} label={say('password_old')} name="old" autoComplete="current-password" value={typed.old} error={errors.old ?? null} onInput={put('old')}
        />
        <PasswordField
          {...labels} label={say('password_new')} name="new" autoComplete="new-password" value={typed.new} error={errors.new ?? null} onInput={put('new')}
        />
        <p class="hint">{say('password_ends')}</p>
        <p class="deeds"><button class="btn main" aria-disabled={busy || undefined}>{say('password_set')}</button></p>
      </form>
    </Sheet>
  )
}
