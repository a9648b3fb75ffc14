/**
 * A form in place of the chat: nobody is there, a call is asked for, or the first message waits for consent. What is sent goes by the
 * outbox as every message does; the question is the draft of the chat, so it is carried over both ways.
 */
import { Icon } from '../../../shared/icon'
import { alert } from '../../../shared/icons'
import type { VisitorForm } from '../../../shared/wire.gen'
import { handOver } from '../../contract'
import type { App, FormPart } from '../../panel/app'
import type { Pending } from '../../panel/session'
import { asked, linked, place, reached, words, wrong, type Asked, type Name, type Typed } from './filled'
import css from './form.css?inline'

handOver<FormPart>({ css, draw, again })

const KEPT = 'contact'
const typed = { name: '', phone: '', email: '', reach: '' }
let agreed = ''
let trouble: { field: Name; words: string } | null = null
/** The form of the last request, if the visitor had asked for it: it comes back if it is refused. */
let chosen: VisitorForm | undefined
let last: VisitorForm | undefined
let shown: VisitorForm | undefined
/** A form is on its way. */
let going = false
let recalled = false

function draw(app: App): unknown {
  recall(app)
  const sent = app.session.outbox.items.find(({ body }) => body.form)
  if (going && !sent) app.stage.emit('form')
  going = sent !== undefined && sent.failed === undefined
  const form = due(app)
  if (!form !== !shown) carryFocus(app, !!form)
  shown = form
  return form && <Fill app={app} form={form} />
}

/** Who has asked for a call sees what became of that, and may ask for another one. */
function again(app: App): unknown {
  const { state, outbox } = app.session
  const { form } = state.team
  if (form?.reason !== 'callback' || !state.messages.length || outbox.items.length) return null
  const ask = () => {
    app.stage.form = form
    app.redraw()
    app.focus('.form .input')
  }
  return <button type="button" class="again" onClick={ask}>{app.words('form')('again')}</button>
}

/** Whoever has left a form on this device, or is named by the site, need not type it again. */
function recall({ session, stage }: App): void {
  if (recalled) return
  recalled = true
  const { name = '', phone = '', email = '' } = { ...read(session.shelf.stored(KEPT)), ...stage.about.hello().claims }
  Object.assign(typed, { name, phone, email, reach: phone || email })
}

function read(text: string | null): Partial<Record<'name' | 'phone' | 'email', string>> {
  try {
    return JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
}

/** Which form is to be filled in now; none once something was said, and while what was sent waits for the network. */
function due(app: App): VisitorForm | undefined {
  const { state, outbox, cut } = app.session
  const sent = outbox.items.filter(({ body }) => body.form)
  const failed = sent.find((item) => item.failed !== undefined && item.body.form)
  if (failed) mend(app, failed)
  if (app.stage.form) return app.stage.form
  last = state.team.form ?? last
  if (state.messages.length || outbox.items.some((item) => !item.body.form || cut)) return undefined
  return trouble || sent.length ? last : state.team.form
}

/** What was refused is in the form again, and the reason beside its field. */
function mend(app: App, { id, body: { form }, failed = '', field }: Pending): void {
  const asking = app.stage.form ?? chosen ?? app.session.state.team.form ?? last
  if (!form || !asking) return
  app.stage.form ??= chosen
  Object.assign(typed, { name: form.name, phone: form.phone, email: form.email, reach: form.phone || form.email })
  app.session.keepDraft(form.message)
  trouble = { field: place(asking, String(field ?? 'message')), words: failed }
  if (trouble.field === 'consent') agreed = ''
  app.session.outbox.discard(id)
  app.focus('.form [aria-invalid=true]')
}

/** Whoever was writing goes on writing, at the same letter. */
function carryFocus(app: App, toForm: boolean): void {
  const root = app.stage.frame.shadowRoot
  const now = root?.activeElement
  const from = now instanceof HTMLTextAreaElement ? now.selectionStart : null
  if (!now?.closest(toForm ? '.composer' : '.form')) return
  app.focus(toForm && !app.session.draft ? '.form .input' : 'textarea')
  queueMicrotask(() => from !== null && root?.querySelector('textarea')?.setSelectionRange(from, from))
}

function values(app: App, form: VisitorForm): Typed {
  const one = asked(form).some(({ name }) => name === 'reach') ? reached(typed.reach.trim()) : typed
  return { name: typed.name, phone: one.phone, email: one.email, message: app.session.draft }
}

function Fill({ app, form }: { app: App; form: VisitorForm }) {
  const say = app.words('form')
  const waits = app.session.outbox.items.length > 0
  const intro = form.reason === 'callback' ? say('call') : form.intro[app.language] ?? (form.reason === 'offline' && say('intro'))
  const back = app.stage.form && (app.session.state.messages.length || app.session.state.team.form?.reason !== form.reason)
  const submit = (event: Event) => {
    event.preventDefault()
    if (!app.session.outbox.items.length) send(app, form) // whoever presses twice asks once
  }
  return (
    <form class="form" novalidate aria-label={say('form')} onSubmit={submit}>
      {intro && <p class="intro">{intro}</p>}
      {asked(form).map((field) => <Field key={field.name} app={app} field={field} />)}
      {app.parts.at('files')?.draw(app)}
      {form.consent && <Consent app={app} form={form} />}
      <div class="acts">
        {back && <button type="button" onClick={() => leave(app)}>{say('back')}</button>}
        <button type="submit" class="main" aria-disabled={waits}>{waits ? app.say('sending') : say('send')}</button>
      </div>
    </form>
  )
}

function leave(app: App): void {
  app.stage.form = undefined
  trouble = null
  app.redraw()
}

const KINDS = { name: ['text', 'name'], phone: ['tel', 'tel'], email: ['email', 'email'], reach: ['text', 'on'] } as const

function Field({ app, field: { name, required } }: { app: App; field: Asked }) {
  const say = app.words('form')
  const refused = trouble?.field === name
  const common = { id: `f-${name}`, class: 'input', dir: 'auto' as const, 'aria-invalid': refused, 'aria-required': required, 'aria-describedby': refused ? `e-${name}` : undefined }
  const change = (text: string) => {
    if (name === 'message') app.session.keepDraft(text)
    else typed[name] = text
    if (refused) trouble = null
    app.redraw()
  }
  return (
    <label for={common.id}>
      <b>{say(name)}{!required && <i> · {say('optional')}</i>}</b>
      {name === 'message'
        ? <textarea {...common} rows={3} value={app.session.draft} onInput={(event) => change(event.currentTarget.value)} />
        : <input {...common} type="text" inputMode={KINDS[name][0]} autocomplete={KINDS[name][1]} value={typed[name]} onInput={(event) => change(event.currentTarget.value)} />}
      <Refused name={name} />
    </label>
  )
}

function Consent({ app, form: { consent } }: { app: App; form: VisitorForm }) {
  if (!consent) return null
  const [before, link, after] = linked(consent.text[app.language] ?? consent.text['en'] ?? '')
  const tick = (on: boolean) => {
    agreed = on ? consent.version : ''
    if (trouble?.field === 'consent') trouble = null
    app.redraw()
  }
  return (
    <div>
      <label class="tick">
        <input key={consent.version} type="checkbox" checked={agreed === consent.version} aria-invalid={trouble?.field === 'consent'} aria-describedby="e-consent" onChange={(event) => tick(event.currentTarget.checked)} />
        <span>
          {before}
          {link && /^https?:/.test(consent.url) ? <a href={consent.url} target="_blank" rel="noopener nofollow">{link}</a> : link}
          {after}
        </span>
      </label>
      <Refused name="consent" />
    </div>
  )
}

function Refused({ name }: { name: Name }) {
  return (
    <span role="alert" id={`e-${name}`}>
      {trouble?.field === name && <span class="error"><Icon path={alert} small />{trouble.words}</span>}
    </span>
  )
}

function send(app: App, form: VisitorForm): void {
  const filled = values(app, form)
  const found = wrong(form, filled, !!form.consent && agreed === form.consent.version)
  if (found) {
    trouble = { field: found.field, words: app.words('form')(found.why) }
    app.redraw()
    return app.focus('.form [aria-invalid=true]')
  }
  trouble = null
  app.session.shelf.set(KEPT, JSON.stringify({ name: filled.name, phone: filled.phone, email: filled.email }))
  chosen = app.stage.form
  app.stage.form = undefined
  last = form
  app.freshFrom = 0
  app.session.write(words(filled), undefined, { ...filled, reason: form.reason, consent: form.consent && agreed, language: app.language })
  void app.parts.fetch('sound').catch(() => {}) // an answer may come
  app.scroll.toEnd()
}
