/** From nothing to the first conversation: what the chat is called, the code on the site, the first message. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { newId } from '../shared/ids'
import { Field } from '../shared/ui/field'
import { Mark } from '../shared/ui/gazebo'
import type { OwnerLanguage, OwnerProject, OwnerProjectChange } from '../shared/wire.gen'
import { useForm } from './forms'
import { Preview } from './preview'
import { LanguageSwitch, useSpeech } from './room'
import { follow, go, type Place } from './route'
import { Zone } from './showing/hours'
import { useAsk } from './server'
import { languageName, SHIPPED } from './texts/saying'

const STEPS = 3
export const HUES = [165, 255, 35, 305, 80] as const
const LOOK_AGAIN = 2_000

export interface StepOptions {
  readonly project: OwnerProject
  /** Look again at what has become of the project. */
  readonly refresh: () => Promise<void>
}

export interface FrameOptions {
  readonly step: number
  readonly title: string
  readonly words: string
  readonly aside: ComponentChildren
  readonly children: ComponentChildren
}

/** A step: its number, what it is about, and the site beside it. */
export function Frame({ step, title, words, aside, children }: FrameOptions) {
  const { say } = useSpeech()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [step])
  return (
    <main class="door owner wizard">
      <div class="desk">
        <div class="brand">
          <span class="logo"><Mark /></span><b>{say('app')}</b>
          <span class="steps">{say('step_of', { n: step, all: STEPS })}<span class="bars" aria-hidden="true">{[1, 2, 3].map((n) => <i key={n} class={n <= step ? 'on' : ''} />)}</span></span>
        </div>
        <div class="step-of">
          <h1 ref={head} tabIndex={-1}>{title}</h1>
          <p class="sub">{words}</p>
          {children}
        </div>
        <p class="foot"><span>{say('data_stays')}</span><span class="end"><LanguageSwitch /></span></p>
      </div>
      <div class="side">{aside}</div>
    </main>
  )
}

/** Look again every other second, as long as the step is seen. */
export function useLooking(refresh: () => Promise<void>): void {
  useEffect(() => {
    const timer = setInterval(() => void (document.hidden || refresh()), LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [refresh])
}

export function Back({ to }: { to: Place }) {
  const { say } = useSpeech()
  return <a class="btn quiet big" href="#" onClick={follow(to)}>{say('step_back')}</a>
}

type Asked = 'name' | 'site'

/** The first step: a project is made, or the one in hand is called otherwise. */
export function Naming({ project, made }: { project: OwnerProject | null; made: (project: OwnerProject) => Promise<void> }) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const id = useRef(newId())
  const [hue, setHue] = useState(project?.hue ?? 165)
  const [zone, setZone] = useState(() => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC')
  const [spoken, setSpoken] = useState<OwnerLanguage>((project?.language as OwnerLanguage | undefined) ?? language)
  const form = useForm<Asked>({ name: project?.name ?? '', site: project?.sites[0] ?? '' }, ({ code }) => (/^name_/.test(code) ? 'name' : /^sites?_/.test(code) ? 'site' : 'form'))
  const change = async (known: OwnerProject): Promise<OwnerProject> => {
    const change: OwnerProjectChange = { name: form.typed.name, language: spoken, hue }
    const changed = await ask<OwnerProject>('PATCH', `/projects/${known.number}`, change)
    const site = form.typed.site.trim()
    return site === '' || changed.sites.includes(site) ? changed : ask<OwnerProject>('POST', `/projects/${known.number}/sites`, { site })
  }
  const submit = form.send(async () => {
    const body = { id: id.current, ...form.typed, language: spoken, hue, zone }
    const found = project ? await change(project) : await ask<OwnerProject>('POST', '/projects', body)
    await made(found)
    go({ project: found.number, page: 'install' })
  })
  return (
    <Frame step={1} title={say('name_title')} words={say('name_then')} aside={<Preview name={form.typed.name} site={form.typed.site} hue={hue} />}>
      <form ref={form.element} onSubmit={submit} noValidate>
        <Field label={say('company')} name="name" autoComplete="organization" value={form.typed.name} error={form.errors.name ?? null} onInput={form.put('name')} />
        <div class="hinted">
          <Field label={say('site')} name="site" inputMode="url" autoComplete="url" value={form.typed.site} error={form.errors.site ?? null} onInput={form.put('site')} />
          <small>{say('site_why')}</small>
        </div>
        <label class="fld"><span class="label">{say('chat_language')}</span>
          <select class="choice" value={spoken} onChange={(event) => setSpoken(event.currentTarget.value as OwnerLanguage)}>
            <option value="ru" lang="ru">Русский</option><option value="en" lang="en">English</option><option value="auto">{say('language_auto')}</option>
            {SHIPPED.slice(2).map((one) => <option key={one} value={one} lang={one}>{languageName(one, one)}</option>)}
          </select>
        </label>
        {!project && <div class="fld"><span class="label" aria-hidden="true">{say('zone')}</span><Zone value={zone} wrong={null} onChange={setZone} /></div>}
        <fieldset class="colors">
          <legend>{say('color')}</legend>
          {HUES.map((one) => (
            <label key={one} style={{ '--hue': one }} title={say(`color_${one}`)}>
              <input type="radio" name="hue" aria-label={say(`color_${one}`)} checked={one === hue} onChange={() => setHue(one)} />
            </label>
          ))}
        </fieldset>
        {form.errors.form && <p class="error" role="alert">{form.errors.form}</p>}
        <p class="ways">{project ? <Back to={{ project: null, page: 'home' }} /> : <span />}<button class="btn main big" aria-disabled={form.busy || undefined}>{say('to_install')}</button></p>
      </form>
    </Frame>
  )
}
