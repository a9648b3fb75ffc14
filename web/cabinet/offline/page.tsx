/** What visitors get when nobody is there: the form or no chat, the form's fields, the consent; and below, who agreed to what. */
import type { FormFields, FormRules, Forms, FormsPreview, Need, OwnerProject, SpokenLanguage, Texts } from '../../shared/wire.gen'
import { Choice, Group, Line, Switch, Toast } from '../controls'
import { SaveBar } from '../drafts/bar'
import { type Drafted, useDraft } from '../drafts/drafting'
import { usePreview } from '../multiwidget/asking'
import { Stage } from '../multiwidget/stage'
import { Broken, Head } from '../page'
import { useSpeech } from '../room'
import { languageName, SHIPPED } from '../texts/saying'
import type { Key } from '../words'
import { Journal } from './journal'
import { FORMS } from './settings'
import './offline.css'

interface Options {
  readonly now: FormRules
  readonly seen: Forms
  put(changes: Partial<FormRules>): void
  wrong(field: string): string | null
}

export function OfflinePage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const { drafted, trouble, again } = useDraft({ path: `/projects/${project.number}/settings/forms`, kind: FORMS, saved: say('saved_rules') })
  if (!drafted) return <Broken title={say('offline_page')} trouble={trouble} again={again} beside />
  return <Page drafted={drafted} project={project} />
}

function Page({ drafted, project }: { drafted: Drafted<Forms, FormRules, string>; project: OwnerProject }) {
  const { say } = useSpeech()
  const { now, seen, bar, wrong, put } = drafted
  const options: Options = { now, seen, wrong, put }
  return (
    <>
      <Head title={say('offline_page')} words={say('offline_page_then')} />
      <div class="beside">
        <div class="groups absence">
          <Away {...options} />
          {now.away === 'form' && <Fields {...options} />}
          <Consent {...options} />
          <Journal project={project} />
        </div>
        <Beside drafted={drafted} project={project} />
      </div>
      <SaveBar {...bar} name={(name) => say(name as Key)} />
      <Toast told={drafted.told} gone={drafted.forget} />
    </>
  )
}

/** The widget with nobody there, as the draft has it. */
function Beside({ drafted: { path, now, seen }, project }: { drafted: Drafted<Forms, FormRules, string>; project: OwnerProject }) {
  const { say } = useSpeech()
  const preview = usePreview(`/projects/${project.number}/settings/multiwidget`, {})
  const { it } = usePreview<FormsPreview>(path, FORMS.changesOf(seen.rules, now))
  const scene = { nobody: true, form: it?.form ?? null, hidden: it?.hidden ? say('away_hidden') : null }
  return <Stage preview={{ ...preview, it: it && preview.it }} project={project} scene={scene} views={['chat', 'button']} />
}

const CHOICES = ['form', 'hide', 'chat'] as const

function Away({ now, seen, put }: Options) {
  const { say } = useSpeech()
  return (
    <Group title={say('away')} why={seen.online ? say('away_online', { n: seen.online }) : say('away_nobody')}>
      <div class="choices" role="radiogroup" aria-label={say('away')}>
        {CHOICES.map((one) => (
          <label key={one} class="option">
            <input type="radio" name="away" value={one} checked={now.away === one} onChange={() => put({ away: one })} />
            <span><b>{say(`away_${one}`)}</b><small>{say(`away_${one}_then`)}</small></span>
          </label>
        ))}
      </div>
      <p class="foot">{say('away_ongoing')}</p>
    </Group>
  )
}

const FIELDS = ['name', 'phone', 'email', 'message'] as const
const NEEDS = ['required', 'optional', 'off'] as const

function Fields({ now, seen, put, wrong }: Options) {
  const { say } = useSpeech()
  const { fields } = now
  const change = (changes: Partial<FormFields>): void => put({ fields: { ...fields, ...changes } })
  const needs = NEEDS.map((need): [Need, string] => [need, say(`need_${need}`)])
  return (
    <Group title={say('form_fields')} why={say('form_fields_why')}>
      {FIELDS.map((name) => (
        <Line key={name} title={say(`part_${name}`)} error={wrong(name)}>
          <Choice label={say(`part_${name}`)} value={fields[name]} options={needs} onChange={(need) => change({ [name]: need })} />
        </Line>
      ))}
      <Line title={say('part_contact')} words={say('part_contact_then')} error={wrong('contact')}>
        <Switch label={say('part_contact')} on={fields.contact} onChange={(contact) => change({ contact })} />
      </Line>
      <Spoken name="intro" title={say('part_intro')} hint={say('part_intro_then')} languages={seen.languages} texts={now.intro} wrong={wrong} onChange={(intro) => put({ intro })} />
    </Group>
  )
}

function Consent({ now, seen, put, wrong }: Options) {
  const { say } = useSpeech()
  const { consent } = now
  const change = (changes: Partial<typeof consent>): void => put({ consent: { ...consent, ...changes } })
  return (
    <Group title={say('consent')} why={say('consent_why')}>
      <Line title={say('part_in_forms')} words={say('part_in_forms_then')}>
        <Switch label={say('part_in_forms')} on={consent.in_forms} onChange={(in_forms) => change({ in_forms })} />
      </Line>
      <Line title={say('part_in_chat')} words={say('part_in_chat_then')}>
        <Switch label={say('part_in_chat')} on={consent.in_chat} onChange={(in_chat) => change({ in_chat })} />
      </Line>
      {(consent.in_forms || consent.in_chat) && (
        <>
          <Spoken
            name="consent" languages={seen.languages} title={say('part_consent_text')} hint={say('part_consent_text_then')} texts={consent.text} standard={seen.standard} wrong={wrong}
            onChange={(text) => change({ text })}
          />
          <Written name="url" label={say('part_consent_url')} value={consent.url} example="https://" error={wrong('url')} onInput={(url) => change({ url })} />
        </>
      )}
    </Group>
  )
}

interface SpokenOptions {
  readonly name: string
  readonly title: string
  readonly hint: string
  /** What the chat speaks. */
  readonly languages: readonly SpokenLanguage[]
  readonly texts: Texts
  /** What is said where nothing is written. */
  readonly standard?: Texts
  wrong(field: string): string | null
  onChange(texts: Texts): void
}

/** The same words in every language that the chat speaks, and in those that it spoke when they were written. */
function Spoken({ name, title, hint, languages, texts, standard, wrong, onChange }: SpokenOptions) {
  const { say, language: reader } = useSpeech()
  const shown = SHIPPED.filter((one) => languages.includes(one) || texts[one])
  const called = (one: SpokenLanguage): string => (one === 'ru' || one === 'en' ? say(`in_${one}`) : languageName(one, reader))
  return (
    <div class="both">
      <p><b>{title}</b> {hint}</p>
      {shown.map((language) => (
        <Written
          key={language} name={`${name}.${language}`} label={`${title}, ${called(language)}`} short={called(language)} value={texts[language] ?? ''}
          example={standard?.[language] ?? say('standard_words')} error={wrong(`${name}.${language}`)} onInput={(text) => onChange({ ...texts, [language]: text })}
        />
      ))}
    </div>
  )
}

interface WrittenOptions {
  readonly name: string
  readonly label: string
  readonly short?: string
  readonly value: string
  readonly example: string
  readonly error: string | null
  onInput(text: string): void
}

function Written({ name, label, short, value, example, error, onInput }: WrittenOptions) {
  return (
    <label class="written">
      <span aria-hidden={short !== undefined}>{short ?? label}</span>
      <input
        name={name} value={value} placeholder={example} aria-label={label} aria-invalid={error ? true : undefined} aria-describedby={error ? `${name}-wrong` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {error && <em class="error" id={`${name}-wrong`} role="alert">{error}</em>}
    </label>
  )
}
