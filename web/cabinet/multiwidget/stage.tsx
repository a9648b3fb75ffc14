/** The real widget beside its settings, as a visitor would see it were they saved: in a frame of its own that reaches nothing of ours. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { desktop, moon, outside, phone } from '../../shared/ui/icons'
import type { OwnerProject, VisitorForm, VisitorWait } from '../../shared/wire.gen'
import { Choice } from '../controls'
import { useSpeech } from '../room'
import type { Previewed } from './asking'
import './stage.css'

const VIEWS = ['button', 'list', 'chat'] as const
/** In `waiting` the client has written; `talk` goes on, `solved` asks whether the question was, `rating` is over; `form` and `call` stand in place of the chat. */
export type View = (typeof VIEWS)[number] | 'invite' | 'waiting' | 'talk' | 'form' | 'call' | 'solved' | 'rating'

/** A conversation at its end: what was said, and what is asked then. */
export interface Talk {
  readonly client: string
  readonly answer: string
  readonly operator: string
  readonly solved: boolean
  readonly rate: boolean
}

/** What the page's own analytics would have been told, or a script of the site would have found: a goal, or a node that was clicked. */
export interface Heard {
  readonly by: 'analytics' | 'metrika' | 'node'
  readonly id: string
  readonly goal: string
}

/** All that the widget says, in one language: as it stands in the form, saved or not. */
export interface Said {
  readonly language: string
  /** How the language counts. */
  readonly forms: readonly string[]
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** What stands there besides the widget's own settings. */
export interface Scene {
  /** The form in place of the chat. */
  readonly form?: VisitorForm | null
  readonly nobody?: boolean
  /** The button is not there, and this is why. */
  readonly hidden?: string | null
  readonly talk?: Talk
  /** What a visitor who waits is told. */
  readonly wait?: VisitorWait
  /** What the widget says in place of the project's texts. */
  readonly said?: Said
  /** Goals are listened to. */
  readonly goals?: boolean
}

/** What the frame is told. */
export interface Shown extends Scene {
  readonly preview: NonNullable<Previewed['it']>
  readonly view: View
  readonly language: string
}

interface StageOptions {
  readonly preview: Previewed
  readonly project: OwnerProject
  readonly scene?: Scene
  /** What may be looked at, the first of them at first; a single one needs no choice. */
  readonly views?: readonly View[]
  /** What is being changed, and is therefore looked at. */
  readonly asked?: View | undefined
  readonly heard?: (heard: Heard) => void
}

/** More than so many are chosen from a list. */
const IN_A_ROW = 4

export function Stage({ preview: { it, trouble }, project, scene, views = VIEWS, asked, heard }: StageOptions) {
  const { say, language: reader } = useSpeech()
  const language = scene?.said?.language ?? reader
  const [view, setView] = useState<View>(views[0] ?? 'button')
  useEffect(() => void (asked && setView(asked)), [asked])
  const [small, setSmall] = useState(false)
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  return (
    <aside class="stand" aria-labelledby="stand">
      <header>
        <h2 id="stand">{say('stand')}</h2>
        <div class="seg" role="group" aria-label={say('device')}>
          <button type="button" aria-pressed={!small} aria-label={say('device_desktop')} onClick={() => setSmall(false)}><Icon path={desktop} size="m" /></button>
          <button type="button" aria-pressed={small} aria-label={say('device_phone')} onClick={() => setSmall(true)}><Icon path={phone} size="m" /></button>
        </div>
        <button type="button" class="icon" aria-pressed={dark} aria-label={say('stand_dark')} title={say('stand_dark')} onClick={() => setDark(!dark)}><Icon path={moon} size="m" /></button>
      </header>
      <div class={small ? 'glass small' : 'glass'} data-dark={dark ? '' : undefined}>
        {it ? <Frames shown={{ preview: it, view, language, ...scene }} dark={dark} heard={heard} /> : <p class={trouble ? 'empty' : 'unseen'} role="status">{trouble ?? say('loading')}</p>}
        {it && scene?.hidden && <p class="hidden-why" role="status">{scene.hidden}</p>}
      </div>
      <footer>
        {views.length > IN_A_ROW && <Choice<View> label={say('stand_view')} value={view} options={views.map((one) => [one, say(`view_${one}`)] as const)} onChange={setView} />}
        {views.length > 1 && views.length <= IN_A_ROW && (
          <div class="seg" role="group" aria-label={say('stand_view')}>
            {views.map((one) => <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>{say(`view_${one}`)}</button>)}
          </div>
        )}
        <a class="lnk" href={`/demo/?project=${project.number}`} target="_blank" rel="noopener">{say('stand_demo')}<Icon path={outside} size="s" turns /></a>
      </footer>
    </aside>
  )
}

/** The newest frame comes up behind the one before, which goes when the newest shows what it should: nothing flickers. */
function Frames({ shown, dark, heard }: { shown: Shown; dark: boolean; heard: StageOptions['heard'] }) {
  const { say } = useSpeech()
  const told = JSON.stringify(shown)
  const [frames, setFrames] = useState<readonly string[]>([told])
  const places = useRef(new Map<string, HTMLIFrameElement>())
  const hear = useRef(heard)
  hear.current = heard
  useEffect(() => setFrames((was) => (was.includes(told) ? [told] : [...was.slice(0, 1), told])), [told])
  useLayoutEffect(() => { // before a frame is there that could speak
    const told = (event: MessageEvent): void => {
      const [one] = [...places.current].find(([, { contentWindow }]) => contentWindow === event.source) ?? []
      if (one === undefined) return
      if (event.data === 'ready') (event.source as Window).postMessage(JSON.parse(one), '*') // the frame has no origin of its own
      if (event.data === 'shown') setFrames((was) => was.slice(was.indexOf(one)))
      if (event.data.heard) hear.current?.(event.data.heard as Heard)
    }
    addEventListener('message', told)
    return () => removeEventListener('message', told)
  }, [])
  return (
    <>
      {frames.map((one, place) => (
        <iframe
          key={one} src="/cabinet/preview/" title={say('stand')} sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox" tabIndex={place ? -1 : 0} style={{ colorScheme: dark ? 'dark' : 'light' }}
          ref={(node) => void (node ? places.current.set(one, node) : places.current.delete(one))}
        />
      ))}
    </>
  )
}
