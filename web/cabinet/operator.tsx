/** One operator: made or changed. A refusal stands beside its field, and what was typed stays. */
import { useRef, useState } from 'preact/hooks'
import { newId } from '../shared/ids'
import { plainName } from '../shared/linkify'
import { AvatarField, cropped } from '../shared/ui/avatar'
import { Field, PasswordField } from '../shared/ui/field'
import { RequestRefused, requestWith } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { info } from '../shared/ui/icons'
import type { OwnerOperator, OwnerOperatorChange, OwnerOperators } from '../shared/wire.gen'
import { SignedIn } from './browsers'
import { Drawer, Locked, Switch } from './controls'
import { OperatorFace } from './face'
import { NewFace, type Picked, useAvatarWords } from './newface'
import { type Field as FieldName, fieldOf } from './refused'
import { useSpeech } from './room'
import { BASE, useAsk } from './server'

export interface EditorOptions {
  readonly path: string
  /** Null: a new one. */
  readonly it: OwnerOperator | null
  readonly staff: OwnerOperators
  readonly shut: () => void
  readonly saved: () => void
  readonly again: () => void
  readonly disabled: (one: OwnerOperator) => void
  readonly enable: (one: OwnerOperator) => void
}

interface Typed {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly title: string
  readonly admin: boolean
}

export function Editor({ path, it, staff, shut, saved, again, disabled, enable }: EditorOptions) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const [picked, pick] = useState<Picked | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const id = useRef(newId())
  const [typed, setTyped] = useState<Typed>({
    name: it?.name ?? '', email: it?.email ?? '', password: '', title: it?.title ?? '', admin: it?.role === 'admin',
  })
  const [seen, setSeen] = useState(it) // the list is fetched again meanwhile: what somebody else saves must not count as typed here
  const [fresher, setFresher] = useState(it === null)
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({})
  const [busy, setBusy] = useState(false)
  const put = (field: keyof Typed) => (value: string | boolean): void => {
    setTyped((was) => ({ ...was, [field]: value }))
    setErrors(({ [field === 'admin' ? 'role' : field]: _old, form: _form, ...others }) => others)
  }
  const fail = (trouble: unknown): void => {
    if (!(trouble instanceof RequestRefused)) throw trouble
    const field = fieldOf(trouble)
    if (trouble.code === 'operator_changed') setSeen((was) => was && { ...was, [field]: String(trouble.params['now']) })
    setErrors({ [field]: trouble.message || say('no_server') })
    form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
  }
  const run = async (deed: () => Promise<void>): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await deed()
    } catch (trouble) {
      fail(trouble)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    void run(async () => {
      if (it) await ask('PATCH', `${path}/${it.id}`, changes(seen ?? it, typed, fresher))
      else await ask('POST', path, { id: id.current, ...plain(typed), password: typed.password, role: typed.admin ? 'admin' : 'operator' })
      if (picked) await requestWith(language, 'PUT', cropped(`${BASE}${path}/${id.current}/avatar`, picked.crop), picked.file)
      saved()
    })
  }
  const locked = it?.locked ?? false
  const closed = staff.standing === 'owner' ? null : say('admins_by', { owner: plainName(staff.owner) })
  const labels = { show: say('password_show'), hide: say('password_hide') }
  return (
    <Drawer title={it ? plainName(it.name) : say('operator_new')} face={it && <OperatorFace one={it} />} shut={shut}>
      <form ref={form} onSubmit={submit} noValidate>
        <fieldset disabled={locked} class="stack">
          {locked && closed && <Locked>{closed}</Locked>}
          {it && !locked && <Avatar address={`${BASE}${path}/${it.id}/avatar`} it={it} />}
          {!it && <NewFace address={BASE + path.replace(/operators$/, 'avatar')} picked={picked} pick={pick} />}
          <Hinted hint={say('name_seen')}>
            <Field label={say('name')} name="name" value={typed.name} error={errors.name ?? null} onInput={put('name')} />
          </Hinted>
          <Hinted hint={say('title_seen')}>
            <Field label={say('title')} name="title" value={typed.title} error={errors.title ?? null} onInput={put('title')} />
          </Hinted>
          <Field
            label={say('email')} name="email" type="email" inputMode="email" autoComplete="off" value={typed.email} error={errors.email ?? null} onInput={put('email')}
          />
          {fresher ? (
            <Hinted hint={it ? say('password_ends') : say('password_tell')}>
              <PasswordField
                {...labels} label={say(it ? 'password_new' : 'password')} name="password" autoComplete="new-password" value={typed.password}
                error={errors.password ?? null} onInput={put('password')}
              />
            </Hinted>
          ) : (
            <div class="duo"><b>{say('password')}</b><button type="button" class="btn" onClick={() => setFresher(true)}>{say('password_set')}</button></div>
          )}
          <div class="duo ruled">
            <div><b>{say('admin')}</b><p>{say('admin_may')}</p>{closed && <Locked>{closed}</Locked>}{errors.role && <p class="error" role="alert">{errors.role}</p>}</div>
            <Switch label={say('admin')} on={typed.admin} locked={closed} onChange={put('admin')} />
          </div>
          {it && !it.disabled && <Sessions it={it} path={`${path}/${it.id}/sessions`} changed={again} end={() => void run(async () => { await ask('DELETE', `${path}/${it.id}/sessions`); saved() })} />}
          {it && !it.disabled && <p class="call"><Icon path={info} size="m" /><span>{say('disable_then', { n: it.open })}</span></p>}
          {errors.form && <p class="error" role="alert">{errors.form}</p>}
        </fieldset>
        <footer>
          {it && !it.disabled && (
            <button
              type="button" class="btn quiet danger" aria-disabled={locked || undefined} title={locked && closed ? closed : say('disable_then', { n: it.open })}
              onClick={() => locked || void run(async () => { await ask('POST', `${path}/${it.id}/disable`); disabled(it) })}
            >{say('disable')}</button>
          )}
          {it?.disabled && <button type="button" class="btn" aria-disabled={locked || undefined} onClick={() => locked || enable(it)}>{say('bring_back')}</button>}
          <span class="sp" />
          <button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button>
          {!locked && <button class="btn main" aria-disabled={busy || undefined}>{say(it ? 'save' : 'add')}</button>}
        </footer>
      </form>
    </Drawer>
  )
}

/** Their picture, changed at once: it is no part of the form. */
function Avatar({ address, it }: { address: string; it: OwnerOperator }) {
  const { language } = useSpeech()
  const [avatar, wear] = useState(it.avatar)
  return (
    <AvatarField address={address} language={language} words={useAvatarWords()} has={avatar !== null} changed={wear}>
      <OperatorFace one={{ ...it, avatar }} />
    </AvatarField>
  )
}

export function Hinted({ hint, children }: { hint: string; children: preact.ComponentChildren }) {
  return <div class="hinted">{children}<small>{hint}</small></div>
}

function Sessions({ it, path, changed, end }: { it: OwnerOperator; path: string; changed: () => void; end: () => void }) {
  const { say } = useSpeech()
  return (
    <>
      <div class="duo ruled">
        <div><b>{say('sessions_open', { n: it.sessions })}</b><p>{say('sessions_then')}</p></div>
        <button type="button" class="btn" aria-disabled={it.sessions === 0 || undefined} onClick={() => it.sessions > 0 && end()}>{say('sessions_end')}</button>
      </div>
      {it.sessions > 0 && !it.locked && <SignedIn path={path} rows={it.sessions} changed={changed} />}
    </>
  )
}

function plain(typed: Typed): { name: string; email: string; title: string } {
  return { name: typed.name, email: typed.email, title: typed.title }
}

/** What differs from what was seen: the rest is left alone, whoever else may be changing it. */
export function changes(it: OwnerOperator, typed: Typed, fresher: boolean): OwnerOperatorChange {
  const role = typed.admin ? 'admin' : 'operator'
  return {
    ...(typed.name === it.name ? {} : { name: typed.name }),
    ...(typed.email === it.email ? {} : { email: typed.email }),
    ...(typed.title === (it.title ?? '') ? {} : { title: typed.title }),
    ...(role === it.role ? {} : { role }),
    ...(fresher ? { password: typed.password } : {}),
    seen: { name: it.name, email: it.email, title: it.title ?? '' },
  }
}
