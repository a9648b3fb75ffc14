/** Texts and languages: which the chat speaks, and what it says; beside them the window as it will say it. */
import { useState } from 'preact/hooks'
import type { OwnerProject } from '../../shared/wire.gen'
import { Toast } from '../controls'
import { Broken, Head } from '../page'
import { Preview } from '../preview'
import { useSpeech } from '../room'
import { SaveBar } from '../drafts/bar'
import { Languages } from './languages'
import { Texts } from './list'
import { type Name, own, partsOf } from './rules'
import { languageName, type Saying, useSaying, useStandard } from './saying'

export function TextsPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const { drafted, trouble, again } = useSaying(project)
  if (!drafted) return <Broken title={say('texts_page')} trouble={trouble} again={again} />
  return <Page project={project} saying={drafted} />
}

function Page({ project, saying }: { project: OwnerProject; saying: Saying }) {
  const { say } = useSpeech()
  const [chosen, setChosen] = useState<string | null>(null)
  const { languages } = saying.now
  const refused = partsOf(String(saying.bar.refused?.params['field'] ?? ''))[0]
  const [dismissed, setDismissed] = useState('')
  const shown = refused && refused !== dismissed ? refused : chosen
  const language = languages.find((one) => one === shown) ?? languages[0] ?? 'en'
  const choose = (one: string): void => {
    setChosen(one)
    setDismissed(refused)
  }
  return (
    <>
      <Head title={say('texts_page')} words={say('texts_page_then')} />
      <div class="showing texts">
        <div class="groups">
          <Languages saying={saying} />
          <Texts project={project} saying={saying} language={language} choose={choose} />
        </div>
        <div class="aside"><Window project={project} saying={saying} language={language} /></div>
      </div>
      <Bar project={project} saying={saying} />
      <Toast told={saying.told} gone={saying.forget} />
    </>
  )
}

function Bar({ project, saying }: { project: OwnerProject; saying: Saying }) {
  const { say, language: reader } = useSpeech()
  const labels = useStandard(project, reader)
  const name = (one: Name): string => {
    const [language, text] = partsOf(one)
    if (!language) return say(one === 'language' ? 'part_language' : 'part_languages')
    return say('text_of', { language: languageName(language, reader), text: labels?.texts[text]?.text ?? text })
  }
  return <SaveBar {...saying.bar} name={name} />
}

/** The window with the words that it would say now. */
function Window({ project, saying, language }: { project: OwnerProject; saying: Saying; language: string }) {
  const standard = useStandard(project, language)
  const word = (name: string): string => own(saying.now.texts, language, name) || (standard?.texts[name]?.text ?? '')
  const said = { language, hello: word('panel.hello'), wait: word('panel.online'), write: word('panel.write') }
  return <div class="sheet window-of"><Preview name={project.name} site={project.sites[0] ?? ''} hue={project.hue} said={said} /></div>
}
