/** The second and the third step of a new project: the code on the site, and the first conversation. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { shortly } from '../shared/time'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { check, outside } from '../shared/ui/icons'
import type { OwnerHome, OwnerProject } from '../shared/wire.gen'
import { Garden } from './garden'
import { Preview } from './preview'
import { useSpeech } from './room'
import { follow, pathOf } from './route'
import { useAsk } from './server'
import { Copyable } from './snippet'
import { Back, Frame, type StepOptions, useLooking } from './wizard'

export function Install({ project, refresh }: StepOptions) {
  const { say, language } = useSpeech()
  useLooking(refresh)
  const at = project.counter_seen_at
  const next = { project: project.number, page: 'first' } as const
  return (
    <Frame step={2} title={say('install_title')} words={say('install_then')} aside={<Preview name={project.name} site={project.sites[0] ?? ''} hue={project.hue} />}>
      <div class="body">
        <Copyable label={say('counter_code')} code={project.snippet} first={at === null} />
        <p class={at === null ? 'looking' : 'looking ok'} role="status">
          {at === null ? <i class="dot" aria-hidden="true" /> : <Icon path={check} size="m" />}
          {at === null ? say('install_wait') : <span><b>{say('install_seen')}</b><span class="said url">{project.counter_seen_url}</span> · {shortly(at, Date.now(), language)}</span>}
        </p>
        <p class="ways">
          <Back to={{ project: project.number, page: 'begin' }} />
          <a class={at === null ? 'btn big' : 'btn main big'} href={pathOf(next)} onClick={follow(next)}>{say(at === null ? 'install_later' : 'to_first')}</a>
        </p>
      </div>
    </Frame>
  )
}

export function First({ project, refresh, me }: StepOptions & { me: OwnerHome['me'] }) {
  const { say } = useSpeech()
  useLooking(refresh)
  const done = project.conversations > 0
  const now = !project.connected ? 1 : project.online === 0 ? 2 : done ? 4 : 3
  const home = { project: null, page: 'home' } as const
  return (
    <Frame step={3} title={say('first_title')} words={say('first_then')} aside={<Garden />}>
      <ol class="body sheet">
        <Stage n={1} now={now} title={say(project.connected ? 'connected' : 'connect_chat')} words={project.connected ? null : say('connect_then')}>
          {!project.connected && <Connect project={project} done={refresh} />}
        </Stage>
        <Stage n={2} now={now} title={say('first_online')} words={now === 2 ? say('first_online_then') : null}>
          {now >= 2 && <a class={now === 2 ? 'btn main' : 'btn'} href={deskOf(project, me.email)} target="_blank" rel="noopener">{say('open_operator')}<Icon path={outside} size="s" turns /></a>}
        </Stage>
        <Stage n={3} now={done ? 4 : now} title={say(done ? 'first_came' : 'first_message')} words={done ? null : say('first_message_then')}>
          {now >= 2 && (
            <a class={now === 3 ? 'btn main' : 'btn'} href={`/demo/?project=${project.number}`} target="_blank" rel="noopener">{say('open_demo')}<Icon path={outside} size="s" turns /></a>
          )}
        </Stage>
      </ol>
      <p class="ways">
        <Back to={{ project: project.number, page: 'install' }} />
        <a class={now === 4 ? 'btn main big' : 'btn big'} href={pathOf(home)} onClick={follow(home)}>{say('to_home')}</a>
      </p>
    </Frame>
  )
}

function Stage({ n, now, title, words, children }: { n: number; now: number; title: string; words: string | null; children: ComponentChildren }) {
  return (
    <li class={n === now ? 'step next' : 'step'} aria-current={n === now ? 'step' : undefined}>
      <span class={n < now ? 'mark ok' : 'mark'} aria-hidden="true">{n < now ? <Icon path={check} size="s" /> : n}</span>
      <div><b>{title}</b>{words && <p>{words}</p>}</div>
      {children}
    </li>
  )
}

/** The operators' app, whose door knows the project and, of who is an operator here, the e-mail: only the password is typed again. */
export function deskOf({ number, connected }: OwnerProject, email = ''): string {
  return `/operator/?${new URLSearchParams({ project: String(number), ...(connected && email && { email }) })}`
}

/** Turning the chat on: the owner becomes the first operator. */
export function Connect({ project, done, main = true }: { project: OwnerProject; done: () => Promise<void>; main?: boolean }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const locked = project.standing === 'owner' ? null : say('connect_owner')
  const press = (): void => {
    if (busy || locked) return
    setBusy(true)
    setTrouble(null)
    ask('POST', `/projects/${project.number}/connect`).then(done, (why) => setTrouble((why instanceof RequestRefused && why.message) || say('no_server'))).finally(() => setBusy(false))
  }
  return (
    <>
      <button type="button" class={main ? 'btn main' : 'btn'} aria-disabled={busy || locked !== null || undefined} title={locked ?? undefined} onClick={press}>{say('connect')}</button>
      {trouble && <p class="error" role="alert">{trouble}</p>}
    </>
  )
}
