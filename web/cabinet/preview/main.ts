/** The page in the preview's frame: the real widget on it, with the settings that the cabinet tells in place of the server's. */
import type { Shown } from '../multiwidget/stage'
import { nothingSaid, said } from './talk'

let form: Shown['form']
let online = true
let talk = nothingSaid

/** A server that is always there and says little. */
class Echo extends EventTarget {
  readyState = 0
  binaryType = ''
  bufferedAmount = 0
  constructor() {
    super()
    setTimeout(() => {
      this.readyState = 1
      this.#tell('open')
    })
  }

  send(text: string): void {
    const { t, id } = JSON.parse(text) as { t: string; id: string }
    if (t === 'ping') this.#say({ t: 'pong' })
    if (t === 'hello') this.#say({
      t: 'welcome', v: 1, key: null, position: '', snapshot: true, ...talk, more: false, team: { online, people: [], ...(form && { form }) },
      now: Date.now(), heartbeat: 25, retry: 1_000, shows_typing: false,
    })
    if (t === 'post') this.#say({ t: 'ack', id, seq: 1, at: Date.now(), position: null, files: [] })
  }

  close(): void {
    this.readyState = 3
  }

  #say(frame: unknown): void {
    setTimeout(() => this.#tell('message', JSON.stringify(frame)), 20)
  }

  #tell(kind: string, data?: string): void {
    const event = data === undefined ? new Event(kind) : new MessageEvent(kind, { data })
    ;(this as unknown as Record<string, ((event: Event) => void) | null>)[`on${kind}`]?.(event)
    this.dispatchEvent(event)
  }
}

function stand({ preview: { settings, ways, invitation }, view, language, ...scene }: Shown): void {
  document.documentElement.lang = language
  ;[form, online] = [scene.form, !scene.nobody]
  if (scene.talk) talk = said(scene.talk, view === 'solved')
  if (!ways.ways.some(({ kind }) => kind === 'chat')) form = ways.ways.find((way) => way.form)?.form ?? form // the window is there for call-backs alone
  const { shown } = settings
  const there = ways.ways.length > 0 && !scene.hidden
  const { invite, ...quiet } = settings // nobody comes by themselves into a preview, unless that is looked at
  const coming = view === 'invite' && invite ? { invite: { ...invite, after: 0.05, pages: undefined } } : {}
  const told = { ...quiet, ...coming, shown: { version: shown.version, look: shown.look, ...(there ? {} : { devices: [] }) } } // always, on any page
  window.fetch = async (asked) => new Response(JSON.stringify(String(asked).endsWith('.ways.json') ? ways : String(asked).endsWith('.invite.json') ? invitation : told))
  window.WebSocket = Echo as unknown as typeof WebSocket
  Object.defineProperty(window, 'indexedDB', { value: undefined }) // the frame may go at any moment, and nothing is stored in it anyway
  const script = document.createElement('script')
  script.src = '/cabinet/preview/c/preview.js'
  document.head.append(script)
  if (!there) return tell()
  const wait = setInterval(() => {
    const button = document.querySelector<HTMLElement>('.besedka-launcher')
    if (!button?.isConnected) return
    clearInterval(wait)
    if ((view === 'chat' || scene.talk) && settings.chat) (window as unknown as { besedka(name: string): void }).besedka('open')
    else if (view === 'list' && settings.list && !settings.way) button.click()
    setTimeout(tell, view === 'button' ? 60 : 400)
  }, 30)
}

const tell = (): void => parent.postMessage('shown', '*')

addEventListener('message', (event) => event.source === parent && stand(event.data as Shown), { once: true })
parent.postMessage('ready', '*')
