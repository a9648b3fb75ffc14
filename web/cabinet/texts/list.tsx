/** The texts in one language: found by their words, changed, brought back. */
import { useState } from 'preact/hooks'
import { Coming } from '../../shared/ui/coming'
import { Icon } from '../../shared/ui/icon'
import { info, search } from '../../shared/ui/icons'
import type { OwnerProject, StandardText, StandardTexts } from '../../shared/wire.gen'
import { Choice, Switch } from '../controls'
import { useSpeech } from '../room'
import type { Key } from '../words'
import { own, withText } from './rules'
import { languageName, type Saying, useStandard } from './saying'

/** In this order; a section that has no name yet stands at the end. */
const SECTIONS: readonly Key[] = [
  'section_panel', 'section_launcher', 'section_ways', 'section_invite', 'section_form', 'section_closing', 'section_wait', 'section_typing', 'section_menu', 'section_files', 'section_uploads', 'section_attached', 'section_other',
]

const sectionOf = (name: string): Key => SECTIONS.find((one) => one === `section_${name.slice(0, name.indexOf('.'))}`) ?? 'section_other'

export interface TextsOptions {
  readonly project: OwnerProject
  readonly saying: Saying
  readonly language: string
  choose(language: string): void
  /** Somebody writes this text. */
  look(name: string): void
}

export function Texts({ project, saying, language, choose, look }: TextsOptions) {
  const { say, language: reader } = useSpeech()
  const [wanted, setWanted] = useState('')
  const [changedOnly, setChangedOnly] = useState(false)
  const [standard, labels] = [useStandard(project, language), useStandard(project, reader)]
  return (
    <section class="sheet group" aria-labelledby="texts">
      <header><h2 id="texts">{say('standard_texts')}</h2><p>{say('standard_texts_why')}</p></header>
      <div class="bar">
        <Choice label={say('texts_language')} value={language} options={saying.now.languages.map((one) => [one as string, languageName(one, reader)] as const)} onChange={choose} />
        <div class="find"><Icon path={search} size="m" /><input type="search" value={wanted} placeholder={say('texts_find')} aria-label={say('texts_find')} onInput={(event) => setWanted(event.currentTarget.value)} /></div>
        <span class="only">{say('texts_changed')}<Switch label={say('texts_changed')} on={changedOnly} onChange={setChangedOnly} /></span>
      </div>
      <Outdated saying={saying} language={language} />
      {standard && labels ? <Found saying={saying} standard={standard} labels={labels} wanted={wanted} changedOnly={changedOnly} look={look} /> : <Coming rows={6} words={say('loading')} />}
    </section>
  )
}

interface FoundOptions {
  readonly saying: Saying
  readonly standard: StandardTexts
  readonly labels: StandardTexts
  readonly wanted: string
  readonly changedOnly: boolean
  look(name: string): void
}

function Found({ saying, standard, labels, wanted, changedOnly, look }: FoundOptions) {
  const { say } = useSpeech()
  const { language, texts } = standard
  const words = wanted.trim().toLocaleLowerCase()
  const text = (name: string): string => own(saying.now.texts, language, name)
  const fits = (name: string): boolean =>
    (!changedOnly || text(name) !== '' || own(saying.seen.rules.texts, language, name) !== '') &&
    [text(name), texts[name]?.text, labels.texts[name]?.text].some((one) => one?.toLocaleLowerCase().includes(words))
  const found = Object.keys(texts).filter(fits)
  if (!found.length) return <p class="foot" role="status">{say(changedOnly && !words ? 'texts_unchanged' : 'texts_none')}</p>
  return (
    <>
      {SECTIONS.map((section) => {
        const of = found.filter((name) => sectionOf(name) === section)
        return of.length > 0 && (
          <section key={section} class="phrases" aria-label={say(section)}>
            <h3>{say(section)}</h3>
            {of.map((name) => <Phrase key={`${language}.${name}`} saying={saying} standard={standard} name={name} usual={texts[name] as StandardText} label={labels.texts[name]?.text ?? name} look={look} />)}
          </section>
        )
      })}
    </>
  )
}

const TELL_LEFT = 15

interface PhraseOptions extends Pick<FoundOptions, 'saying' | 'standard' | 'look'> {
  readonly name: string
  readonly usual: StandardText
  readonly label: string
}

function Phrase({ saying, standard, name, usual, label, look }: PhraseOptions) {
  const { say } = useSpeech()
  const { language, forms } = standard
  const text = own(saying.now.texts, language, name)
  const left = usual.limit - Array.from(text).length
  const wrong = saying.wrong(`${language}.${name}`)
  const id = `text-${name}`
  const put = (words: string): void => saying.put({ texts: withText(saying.now.texts, language, name, words) })
  return (
    <div class="phrase">
      <label for={id} class="said">{label}</label>
      <textarea
        id={id} rows={1} lang={language} dir={text ? 'auto' : language === 'ar' ? 'rtl' : 'ltr'} value={text} placeholder={usual.text} aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined} onFocus={() => look(name)} onInput={(event) => put(event.currentTarget.value.replace(/\n/g, ' '))}
      />
      {text !== '' && (
        <p class="hint">
          {left < 0 ? <span class="over">{say('text_over', { n: -left })}</span> : left < TELL_LEFT && <span>{say('text_left', { n: left })}</span>}
          {text.includes('|') && <span>{say('text_forms', { n: forms.length, forms: forms.join(' | ') })}</span>}
          <button type="button" class="link" onClick={() => put('')}>{say('text_standard')}</button>
        </p>
      )}
      {wrong && <p class="error" role="alert" id={`${id}-wrong`}><Icon path={info} size="s" />{wrong}</p>}
    </div>
  )
}

/** Texts that this version cannot say, with the way to be rid of them. */
function Outdated({ saying, language }: { saying: Saying; language: string }) {
  const { say } = useSpeech()
  const names = (saying.seen.outdated[language] ?? []).filter((name) => own(saying.now.texts, language, name))
  if (!names.length) return null
  return (
    <div class="mild outdated"><Icon path={info} size="s" />
      <div>
        <p>{say('outdated')}</p>
        <ul>
          {names.map((name) => (
            <li key={name}><span class="said">{own(saying.now.texts, language, name)}</span>
              <button type="button" class="link" onClick={() => saying.put({ texts: withText(saying.now.texts, language, name, '') })}>{say('outdated_remove')}</button></li>
          ))}
        </ul>
      </div>
    </div>
  )
}
