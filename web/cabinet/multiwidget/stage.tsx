/** The real widget beside its settings, as a visitor would see it were they saved: in a frame of its own that reaches nothing of ours. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { desktop, moon, outside, phone } from '../../shared/ui/icons'
import type { OwnerProject, VisitorForm } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import type { Previewed } from './asking'
import './stage.css'

const VIEWS = ['button', 'list', 'chat'] as const
export type View = (typeof VIEWS)[number] | 'invite' | 'solved' | 'rating'

/** A conversation at its end: what was said, and what is asked then. */
export interface Talk {
  readonly client: string
  readonly answer: string
  readonly operator: string
  readonly solved: boolean
  readonly rate: boolean
}

/** What stands there besides the widget's own settings. */
export interface Scene {
  /** The form in place of the chat. */
  readonly form?: VisitorForm | null
  readonly nobody?: boolean
  /** The button is not there, and this is why. */
  readonly hidden?: string | null
  readonly talk?: Talk
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
}

export function Stage({ preview: { it, trouble }, project, scene, views = VIEWS, asked }: StageOptions) {
  const { say, language } = useSpeech()
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
        {it ? <Frames shown={{ preview: it, view, language, ...scene }} dark={dark} /> : <p class="empty" role="status">{trouble ?? say('loading')}</p>}
        {it && scene?.hidden && <p class="hidden-why" role="status">{scene.hidden}</p>}
      </div>
      <footer>
        {views.length > 1 && (
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
function Frames({ shown, dark }: { shown: Shown; dark: boolean }) {
  const { say } = useSpeech()
  const told = JSON.stringify(shown)
  const [frames, setFrames] = useState<readonly string[]>([told])
  const places = useRef(new Map<string, HTMLIFrameElement>())
  useEffect(() => setFrames((was) => (was.includes(told) ? [told] : [...was.slice(0, 1), told])), [told])
  useEffect(() => {
    const heard = (event: MessageEvent): void => {
      const [one] = [...places.current].find(([, { contentWindow }]) => contentWindow === event.source) ?? []
      if (one === undefined) return
      if (event.data === 'ready') (event.source as Window).postMessage(JSON.parse(one), '*') // the frame has no origin of its own
      if (event.data === 'shown') setFrames((was) => was.slice(was.indexOf(one)))
    }
    addEventListener('message', heard)
    return () => removeEventListener('message', heard)
  }, [])
  return (
    <>
      {frames.map((one, place) => (
        <iframe
          key={one} src="/cabinet/preview/" title={say('stand')} sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" tabIndex={place ? -1 : 0} style={{ colorScheme: dark ? 'dark' : 'light' }}
          ref={(node) => void (node ? places.current.set(one, node) : places.current.delete(one))}
        />
      ))}
    </>
  )
}
