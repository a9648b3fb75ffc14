/** A page of the rules of showing: the form, and beside it what the rules make of a page. */
import type { ComponentChildren } from 'preact'
import type { OwnerProject } from '../../shared/wire.gen'
import { Toast } from '../controls'
import { Broken, Head } from '../page'
import { useSpeech } from '../room'
import { SaveBar } from '../drafts/bar'
import { useRules, type Rules } from './saving'

export interface PageOptions {
  readonly project: OwnerProject
  readonly title: string
  readonly words: string
  form(rules: Rules): ComponentChildren
  aside(rules: Rules): ComponentChildren
}

export function RulesPage({ project, title, words, form, aside }: PageOptions) {
  const { rules, trouble, again } = useRules(project)
  const { say, language } = useSpeech()
  if (!rules) return <Broken title={title} trouble={trouble} again={again} beside />
  return (
    <>
      <Head title={title} words={words} />
      <div class="showing" lang={language}>
        <div class="groups">{form(rules)}</div>
        <div class="aside">{aside(rules)}</div>
      </div>
      <SaveBar {...rules.bar} name={(one) => say(one)} />
      <Toast told={rules.told} gone={rules.forget} />
    </>
  )
}
