/** Texts and languages: which the chat speaks, and what it says; beside them the window as it will say it. */
import { useState } from 'preact/hooks'
import type { OwnerProject } from '../../shared/wire.gen'
import { Toast } from '../controls'
import { Broken, Head } from '../page'
import { usePreview } from '../multiwidget/asking'
import { Stage, type View } from '../multiwidget/stage'
import { useSpeech } from '../room'
import { SaveBar } from '../drafts/bar'
import { Languages } from './languages'
import { Texts } from './list'
import { type Name, partsOf, SPEECH } from './rules'
import { languageName, type Saying, useSaying, useStandard } from './saying'
import { saidWith, viewOf, VIEWS } from './seen'

export function TextsPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const { drafted, trouble, again } = useSaying(project)
  if (!drafted) return <Broken title={say('texts_page')} trouble={trouble} again={again} beside />
  return <Page project={project} saying={drafted} />
}

function Page({ project, saying }: { project: OwnerProject; saying: Saying }) {
  const { say } = useSpeech()
  const [chosen, setChosen] = useState<string | null>(null)
  const { languages } = saying.now
  const refused = partsOf(String(saying.bar.refused?.params['field'] ?? ''))[0]
  const [dismissed, setDismissed] = useState('')
  const [view, setView] = useState<View>('chat')
  const shown = refused && refused !== dismissed ? refused : chosen
  const language = languages.find((one) => one === shown) ?? languages[0] ?? 'en'
  const choose = (one: string): void => {
    setChosen(one)
    setDismissed(refused)
  }
  return (
    <>
      <Head title={say('texts_page')} words={say('texts_page_then')} />
      <div class="showing beside texts">
        <div class="groups">
          <Languages saying={saying} />
          <Texts project={project} saying={saying} language={language} choose={choose} look={(name) => setView(viewOf(name))} />
        </div>
        <Beside project={project} saying={saying} language={language} view={view} />
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

/** The widget as it would speak, in the language that is looked at: where the text is seen that is written. */
function Beside({ project, saying, language, view }: { project: OwnerProject; saying: Saying; language: string; view: View }) {
  const standard = useStandard(project, language)
  const preview = usePreview(saying.path, SPEECH.changesOf(saying.seen.rules, saying.now))
  const scene = standard && { said: saidWith(standard, saying.now.texts) }
  const views = VIEWS.filter((one) => one !== 'list' || preview.it?.settings.list)
  return <Stage preview={{ ...preview, it: scene && preview.it }} project={project} {...(scene && { scene })} views={views} asked={views.includes(view) ? view : 'button'} />
}
