/** The real widget beside its settings, as a visitor would see it were they saved: in a frame of its own that reaches nothing of ours. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { desktop, moon, outside, phone } from '../../shared/ui/icons'
import type { OwnerProject } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import type { Previewed } from './asking'

const VIEWS = ['button', 'list', 'chat'] as const
export type View = (typeof VIEWS)[number]

/** What the frame is told. */
export interface Shown {
  readonly preview: NonNullable<Previewed['it']>
  readonly view: View
  readonly language: string
}

export function Stage({ preview: { it, trouble }, project }: { preview: Previewed; project: OwnerProject }) {
  const { say, language } = useSpeech()
  const [view, setView] = useState<View>('button')
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
        {it ? <Frames shown={{ preview: it, view, language }} dark={dark} /> : <p class="empty" role="status">{trouble ?? say('loading')}</p>}
      </div>
      <footer>
        <div class="seg" role="group" aria-label={say('stand_view')}>
          {VIEWS.map((one) => <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>{say(`view_${one}`)}</button>)}
        </div>
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
