/** The page in the preview's frame: the real widget on it, with the settings that the cabinet tells in place of the server's. */
import type { VisitorForm, VisitorWait, VisitorWidgetSettings } from '../../shared/wire.gen'
import type { Shown, View } from '../multiwidget/stage'
import { echo, type Conversing } from './echo'
import { watchGoals } from './goals'

/** What a visitor is asked for where the project's own form does not matter. */
const ASKED: VisitorForm = {
  reason: 'offline', contact: true, intro: {}, consent: null,
  fields: [{ name: 'name', required: false }, { name: 'phone', required: false }, { name: 'email', required: false }, { name: 'message', required: true }],
}
const CALL: VisitorForm = {
  ...ASKED, reason: 'callback', contact: false,
  fields: [{ name: 'name', required: false }, { name: 'phone', required: true }, { name: 'message', required: false }],
}
/** Where the project's own settings do not matter: all that could be told. */
const WAITS: VisitorWait = { usual: 300, ahead: 2 }
const AT: Partial<Record<View, Conversing['at']>> = { waiting: 'new', talk: 'open', solved: 'confirming', rating: 'closed' }
const FORMS: Partial<Record<View, VisitorForm>> = { form: ASKED, call: CALL }
const CLOSED: readonly View[] = ['button', 'list', 'invite']

/** What a visitor finds in what is looked at. */
function conversing({ preview: { settings, ways, invitation }, view, language, talk, said, ...scene }: Shown): Conversing {
  const calls = ways.ways.some(({ kind }) => kind === 'chat') ? undefined : ways.ways.find((way) => way.form)?.form // the window is there for them alone
  const wait = view === 'waiting' ? scene.wait ?? WAITS : view === 'form' && said ? { opens: new Date().setHours(33, 0, 0, 0) } : undefined
  const shown = { online: !scene.nobody && view !== 'form', form: FORMS[view] ?? calls ?? scene.form, wait }
  const operator = invitation.people[0] ?? { id: 'operator', name: settings.name, avatar: null, title: null }
  if (!talk) return { ...shown, at: AT[view], asks: true, operator, client: '…', answer: invitation.text[language] ?? '…' }
  const { client, answer } = talk
  if (view === 'waiting') return { ...shown, at: 'new', asks: false, operator, client, answer }
  const at = view === 'solved' && talk.solved ? 'confirming' : 'closed'
  return { ...shown, at, asks: view === 'rating' && talk.rate, operator: { id: 'operator', name: talk.operator, avatar: null, title: null }, client, answer }
}

/** The settings as a page would have them, always shown and on any page. Nobody comes by themselves into a preview, unless that is looked at. */
function told({ preview: { settings, ways }, view, said, hidden }: Shown): VisitorWidgetSettings {
  const there = ways.ways.length > 0 && !hidden
  const { invite, language, ...quiet } = settings
  const { version, look } = settings.shown
  return {
    ...quiet, chat: settings.chat || AT[view] !== undefined || FORMS[view] !== undefined,
    ...(view === 'invite' && invite && { invite: { script: invite.script, name: invite.name, what: invite.what, after: 0.05 } }),
    ...(said ? { panel: '/cabinet/preview/said/panel-*.js' } : language && { language }),
    shown: { version, look, ...(there ? {} : { devices: [] }) },
  }
}

function stand(shown: Shown): void {
  const { preview: { settings, ways, invitation }, view, language, said, goals } = shown
  document.documentElement.lang = language
  if (said) Object.assign(window, { besedkaSaid: said })
  if (goals) watchGoals()
  const answer = told(shown)
  window.fetch = async (asked) => new Response(JSON.stringify(String(asked).endsWith('.ways.json') ? ways : String(asked).endsWith('.invite.json') ? invitation : answer))
  window.WebSocket = echo(conversing(shown))
  Object.defineProperty(window, 'indexedDB', { value: undefined }) // the frame may go at any moment, and nothing is stored in it anyway
  const script = document.createElement('script')
  script.src = '/cabinet/preview/c/preview.js'
  document.head.append(script)
  if (answer.shown.devices) return tell()
  const wait = setInterval(() => {
    const button = document.querySelector<HTMLElement>('.besedka-launcher')
    if (!button?.isConnected) return
    clearInterval(wait)
    if (!CLOSED.includes(view) && answer.chat) (window as unknown as { besedka(name: string): void }).besedka('open')
    else if (view === 'list' && settings.list && !settings.way) button.click()
    setTimeout(tell, view === 'button' ? 60 : 400)
  }, 30)
}

/** The window that opens here takes the focus only from the frame itself, never from the page round it, where somebody types. */
function leaveTheFocus(): void {
  const { focus } = HTMLElement.prototype
  HTMLElement.prototype.focus = function (...how) {
    if (document.hasFocus()) focus.apply(this, how)
  }
}

const tell = (): void => parent.postMessage('shown', '*')

addEventListener('message', function hear(event) {
  if (event.source !== parent) return // a browser's extension speaks here too
  removeEventListener('message', hear)
  leaveTheFocus()
  stand(event.data as Shown)
})
parent.postMessage('ready', '*')
