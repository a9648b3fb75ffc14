/** Members: whom the owner lets into the cabinet, and out again. */
import { useCallback, useRef, useState } from 'preact/hooks'
import { hueOf, initials } from '../shared/face'
import { newId } from '../shared/ids'
import { plainName } from '../shared/linkify'
import { Field, PasswordField } from '../shared/ui/field'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { info, plus } from '../shared/ui/icons'
import type { OwnerInvited, OwnerMember, OwnerMembers, OwnerProject } from '../shared/wire.gen'
import { SignedInDrawer } from './browsers'
import { Drawer, Locked, Switch, Toast, type Told } from './controls'
import { Hinted } from './operator'
import { Broken, Head } from './page'
import { type Field as FieldName, fieldOf } from './refused'
import { useSpeech } from './room'
import { type Ask, useAsk, useFetched } from './server'

export function Members({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const path = `/projects/${project.number}/members`
  const { it, trouble, again } = useFetched<OwnerMembers>(path)
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<OwnerMember | null>(null)
  const [forgot, setForgot] = useState<OwnerMember | null>(null)
  const [where, setWhere] = useState<OwnerMember | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const forget = useCallback(() => setTold(null), [])
  const refused = (why: unknown): void => setTold({ words: why instanceof RequestRefused ? why.message : say('no_server') })
  const letAudit = (one: OwnerMember, audits: boolean): void => {
    ask('PUT', `${path}/${one.id}/rights`, { audits }).then(() => setTold({ words: say(audits ? 'audit_open' : 'audit_closed', { name: plainName(one.name) }) }), refused).then(again)
  }
  const back = (one: OwnerMember): void => {
    ask('POST', path, { id: newId(), name: one.name, email: one.email, password: newId() }).then(again, refused)
  }
  const out = (one: OwnerMember): void => {
    setLeaving(null)
    ask('DELETE', `${path}/${one.id}`).then(() => setTold({ words: say('member_out', { name: plainName(one.name) }), undo: () => back(one) }), refused).then(again)
  }
  if (!it) return <Broken title={say('members')} trouble={trouble} again={again} />
  const closed = it.standing === 'owner' ? null : say('members_by', { owner: plainName(it.owner) })
  return (
    <>
      <Head title={say('members')} words={say('members_then')}>
        <button type="button" class="btn main" aria-disabled={closed ? true : undefined} title={closed ?? undefined} onClick={() => closed || setAdding(true)}>
          <Icon path={plus} size="m" />{say('let_in')}
        </button>
      </Head>
      {closed && <Locked>{closed}</Locked>}
      <section class="sheet" aria-label={say('members')}>
        <ul class="members">{it.members.map((one) => <Row key={one.id} one={one} closed={closed} out={() => setLeaving(one)} forgot={() => setForgot(one)} where={() => setWhere(one)} audit={(may) => letAudit(one, may)} />)}</ul>
      </section>
      <p class="foot-note">{say('members_may')}</p>
      {adding && <Invite path={path} ask={ask} shut={() => setAdding(false)} done={(one) => { setAdding(false); if (one.known) setTold({ words: say('member_known', { name: plainName(one.member.name) }) }); void again() }} />}
      {forgot && <Forgot path={path} ask={ask} one={forgot} shut={() => setForgot(null)} done={() => { setForgot(null); setTold({ words: say('member_password_set', { name: plainName(forgot.name) }) }) }} />}
      {where && <SignedInDrawer title={say('signed_in_name', { name: plainName(where.name) })} path={`${path}/${where.id}/sessions`} shut={() => setWhere(null)} />}
      {leaving && <Leaving one={leaving} shut={() => setLeaving(null)} out={() => out(leaving)} />}
      <Toast told={told} gone={forget} />
    </>
  )
}

interface RowOptions {
  readonly one: OwnerMember
  readonly closed: string | null
  out(): void
  forgot(): void
  where(): void
  audit(may: boolean): void
}

function Row({ one, closed, out, forgot, where, audit }: RowOptions) {
  const { say } = useSpeech()
  const name = plainName(one.name)
  const why = one.standing === 'owner' ? say('owner_stays') : closed
  return (
    <li>
      <div class="person">
        <span class="face d32" style={{ '--h': hueOf(one.id) }} aria-hidden="true">{initials(name)}</span>
        <div><b class="ell">{name}</b><small class="ell said">{one.email}</small></div>
      </div>
      <span class={one.standing === 'owner' ? 'badge ours' : 'quiet'}>{say(one.standing)}</span>
      {one.standing === 'member' && (
        <label class="may"><span>{say('audit_may')}</span><Switch label={say('audit_may_name', { name })} on={one.audits} locked={closed} onChange={audit} /></label>
      )}
      {!why && <button type="button" class="btn quiet" aria-label={say('signed_in_name', { name })} onClick={where}>{say('sessions')}</button>}
      {!why && <button type="button" class="btn quiet" aria-label={say('member_forgot_name', { name })} onClick={forgot}>{say('password_new')}</button>}
      <button type="button" class="btn" aria-disabled={why ? true : undefined} title={why ?? undefined} aria-label={say('let_out_name', { name })} onClick={() => why || out()}>{say('let_out')}</button>
    </li>
  )
}

function Forgot({ path, ask, one, shut, done }: { path: string; ask: Ask; one: OwnerMember; shut: () => void; done: () => void }) {
  const { say } = useSpeech()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = (event: Event): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    ask('PUT', `${path}/${one.id}/password`, { password })
      .then(done, (why) => setError((why instanceof RequestRefused && why.message) || say('no_server')))
      .finally(() => setBusy(false))
  }
  return (
    <Drawer title={plainName(one.name)} shut={shut}>
      <form onSubmit={submit} noValidate>
        <div class="stack">
          <Hinted hint={say('password_ends')}>
            <PasswordField
              label={say('password_new')} name="password" autoComplete="new-password" show={say('password_show')} hide={say('password_hide')} value={password}
              error={error} onInput={(text) => { setPassword(text); setError(null) }}
            />
          </Hinted>
        </div>
        <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn main" aria-disabled={busy || undefined}>{say('save')}</button></footer>
      </form>
    </Drawer>
  )
}

function Leaving({ one, shut, out }: { one: OwnerMember; shut: () => void; out: () => void }) {
  const { say } = useSpeech()
  return (
    <Drawer title={plainName(one.name)} shut={shut}>
      <form onSubmit={(event) => { event.preventDefault(); out() }}>
        <div class="stack"><p class="call"><Icon path={info} size="m" /><span>{say('let_out_then')}</span></p></div>
        <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn main">{say('let_out')}</button></footer>
      </form>
    </Drawer>
  )
}

function Invite({ path, ask, shut, done }: { path: string; ask: Ask; shut: () => void; done: (one: OwnerInvited) => void }) {
  const { say } = useSpeech()
  const form = useRef<HTMLFormElement>(null)
  const id = useRef(newId())
  const [typed, setTyped] = useState({ name: '', email: '', password: '' })
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({})
  const [busy, setBusy] = useState(false)
  const put = (field: keyof typeof typed) => (value: string): void => {
    setTyped((was) => ({ ...was, [field]: value }))
    setErrors(({ [field]: _old, form: _form, ...others }) => others)
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    ask<OwnerInvited>('POST', path, { id: id.current, ...typed }).then(done, (trouble) => {
      if (!(trouble instanceof RequestRefused)) throw trouble
      const field = fieldOf(trouble)
      setErrors({ [field]: trouble.message || say('no_server') })
      form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
    }).finally(() => setBusy(false))
  }
  return (
    <Drawer title={say('member_new')} shut={shut}>
      <form ref={form} onSubmit={submit} noValidate>
        <div class="stack">
          <Field label={say('name')} name="name" value={typed.name} error={errors.name ?? null} onInput={put('name')} />
          <Field label={say('email')} name="email" type="email" inputMode="email" autoComplete="off" value={typed.email} error={errors.email ?? null} onInput={put('email')} />
          <Hinted hint={say('member_password')}>
            <PasswordField
              label={say('password')} name="password" autoComplete="new-password" show={say('password_show')} hide={say('password_hide')} value={typed.password}
              error={errors.password ?? null} onInput={put('password')}
            />
          </Hinted>
          {errors.form && <p class="error" role="alert">{errors.form}</p>}
        </div>
        <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn main" aria-disabled={busy || undefined}>{say('let_in')}</button></footer>
      </form>
    </Drawer>
  )
}
