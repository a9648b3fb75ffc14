/** What a project has on this server, and its end: by its owner alone, who types its name and the password. */
import { useRef, useState } from 'preact/hooks'
import { plainName } from '../shared/linkify'
import { fileSize } from '../shared/size'
import { Field, PasswordField } from '../shared/ui/field'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { info } from '../shared/ui/icons'
import type { OwnerGone, OwnerProject } from '../shared/wire.gen'
import { Drawer, Locked } from './controls'
import { Broken, Head } from './page'
import { fieldOf } from './refused'
import { useSpeech } from './room'
import { useAsk, useFetched } from './server'

const COUNTED = ['conversations', 'messages', 'contacts', 'files', 'operators', 'members'] as const

export interface EndingOptions {
  readonly project: OwnerProject
  refresh(): Promise<void>
}

export function Data(options: EndingOptions) {
  return options.project.standing === 'owner' ? <Owned {...options} /> : <Closed />
}

function Closed() {
  const { say } = useSpeech()
  return <><Head title={say('data')} words={say('data_then')} /><Locked>{say('deletion_by_owner')}</Locked></>
}

function Owned({ project, refresh }: EndingOptions) {
  const { say } = useSpeech()
  const path = `/projects/${project.number}/deletion`
  const { it, trouble, again } = useFetched<OwnerGone>(path)
  const [sure, setSure] = useState(false)
  if (!it) return <Broken title={say('data')} trouble={trouble} again={again} />
  return (
    <>
      <Head title={say('data')} words={say('data_then')} />
      <section class="sheet padded ending" aria-label={say('deletion')}>
        <h2>{say('deletion')}</h2>
        <p class="why">{say('deletion_then')}</p>
        <Counts gone={it} />
        <p class="acts"><button type="button" class="btn danger" onClick={() => setSure(true)}>{say('deletion_begin')}</button></p>
      </section>
      {sure && <Sure project={project} path={path} gone={it} shut={() => setSure(false)} done={refresh} />}
    </>
  )
}

function Counts({ gone }: { gone: OwnerGone }) {
  const { say, language } = useSpeech()
  return (
    <dl class="counts">
      {COUNTED.map((name) => (
        <div key={name}>
          <dt>{say(`data_${name}`)}</dt>
          <dd class="num">{gone[name].toLocaleString(language)}{name === 'files' && gone.bytes > 0 && <small> · {fileSize(gone.bytes, language)}</small>}</dd>
        </div>
      ))}
    </dl>
  )
}

function Sure({ project, path, gone, shut, done }: { project: OwnerProject; path: string; gone: OwnerGone; shut: () => void; done: () => Promise<void> }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState({ name: '', password: '' })
  const [errors, setErrors] = useState<Partial<Record<'name' | 'password' | 'form', string>>>({})
  const [busy, setBusy] = useState(false)
  const name = plainName(project.name)
  const put = (field: keyof typeof typed) => (value: string): void => {
    setTyped((was) => ({ ...was, [field]: value }))
    setErrors(({ [field]: _old, form: _form, ...others }) => others)
  }
  const fail = (trouble: unknown): void => {
    const refused = trouble instanceof RequestRefused ? trouble : null
    if (refused?.status === 404) return void done() // deleted already, from another window
    const field = refused?.code === 'project_name_wrong' ? 'name' : refused && fieldOf(refused) === 'password' ? 'password' : 'form'
    setErrors({ [field]: refused?.message || say('no_server') })
    form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
    setBusy(false)
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    ask('POST', path, typed).then(done, fail)
  }
  return (
    <Drawer title={say('deletion')} shut={shut}>
      <form ref={form} onSubmit={submit} noValidate>
        <div class="stack">
          <p class="call"><Icon path={info} size="m" /><span>{say('deletion_for_ever')}</span></p>
          <Counts gone={gone} />
          <Field label={say('deletion_name', { name })} name="name" autoComplete="off" value={typed.name} error={errors.name ?? null} onInput={put('name')} />
          <PasswordField
            label={say('deletion_password')} name="password" autoComplete="current-password" show={say('password_show')} hide={say('password_hide')} value={typed.password}
            error={errors.password ?? null} onInput={put('password')}
          />
          {errors.form && <p class="error" role="alert">{errors.form}</p>}
        </div>
        <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn danger" aria-disabled={busy || undefined}>{say('deletion_begin')}</button></footer>
      </form>
    </Drawer>
  )
}

/** Stands where the page of a project stood that is not there any more. */
export function Ended({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const name = plainName(project.name)
  return (
    <div role="status">
      <Head title={say('deletion_done', { name })} words={say(project.standing === 'owner' ? 'deletion_done_then' : 'deletion_or_out')} />
    </div>
  )
}
