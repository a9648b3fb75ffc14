/** The multiwidget: the ways to get in touch and the button's look, and beside them the widget as a visitor would see it. */
import { useState } from 'preact/hooks'
import type { OwnerMultiwidget, OwnerMultiwidgetSettings, OwnerProject } from '../../shared/wire.gen'
import { Toast } from '../controls'
import { type Drafted, useDraft } from '../drafts/drafting'
import { Broken, Head } from '../page'
import { useSpeech } from '../room'
import { SaveBar } from '../drafts/bar'
import type { Key } from '../words'
import { InviteForm } from './invite'
import { LookForm } from './look'
import { usePreview, type Previewed } from './asking'
import { Stage } from './stage'
import { changesOf, MULTIWIDGET } from './settings'
import { Ways } from './ways'
import './multiwidget.css'

const VIEWS = ['button', 'list', 'chat', 'invite'] as const

export interface Form {
  readonly now: OwnerMultiwidgetSettings
  readonly seen: OwnerMultiwidget
  readonly preview: Previewed
  put(changes: Partial<OwnerMultiwidgetSettings>): void
  /** What is wrong at this field: said by the server before it is saved, and when it was refused. */
  wrong(field: string): string | null
}

export function MultiwidgetPage({ project, refresh }: { project: OwnerProject; refresh: () => Promise<void> }) {
  const { say } = useSpeech()
  const { drafted, trouble, again } = useDraft({ path: `/projects/${project.number}/settings/multiwidget`, kind: MULTIWIDGET, saved: say('saved_rules') })
  if (!drafted) return <Broken title={say('multiwidget')} trouble={trouble} again={again} beside />
  return <Settings drafted={drafted} project={project} refresh={refresh} />
}

interface SettingsOptions {
  readonly drafted: Drafted<OwnerMultiwidget, OwnerMultiwidgetSettings, string>
  readonly project: OwnerProject
  readonly refresh: () => Promise<void>
}

function Settings({ drafted, project, refresh }: SettingsOptions) {
  const { say, language } = useSpeech()
  const { now, seen, bar } = drafted
  const preview = usePreview(drafted.path, changesOf(seen.rules, now))
  const [announced, setAnnounced] = useState('')
  const early = preview.it?.wrong ?? null
  const form: Form = {
    now, seen, preview, put: drafted.put,
    wrong: (field) => drafted.wrong(field) ?? (early?.field === field ? early.message : null),
  }
  return (
    <>
      <Head title={say('multiwidget')} words={say('multiwidget_then')} />
      <div class="multi" lang={language}>
        <div class="groups">
          <Ways form={form} project={project} refresh={refresh} announce={setAnnounced} />
          <InviteForm form={form} />
          <LookForm form={form} />
        </div>
        <Stage preview={preview} project={project} views={VIEWS} asked={now.invite === seen.rules.invite ? undefined : 'invite'} />
      </div>
      <p class="sr" role="status">{announced}</p>
      <SaveBar {...bar} name={(one) => word(one, now, say)} />
      <Toast told={drafted.told} gone={drafted.forget} />
    </>
  )
}

/** What a changed thing is called. */
function word(name: string, now: OwnerMultiwidgetSettings, say: (key: Key) => string): string {
  const [what, which = ''] = name.split(':')
  if (what === 'look') return say(`look_${which}` as Key)
  if (name === 'invite') return say('view_invite').toLowerCase()
  if (what !== 'way') return say(`part_${name}` as Key)
  const entry = now.entries.find(({ id }) => id === which)
  return (entry?.kind === 'link' && entry.caption) || say(`way_${which.startsWith('link-') ? 'link' : which}` as Key)
}
