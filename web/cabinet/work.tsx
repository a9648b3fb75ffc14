/** The settings of the operators' work: plain groups; saved together, and never over another's head. */
import type { OwnerProject, OwnerWork, WorkSettings } from '../shared/wire.gen'
import { Choice, Group, Line, Switch, Toast } from './controls'
import { SaveBar } from './drafts/bar'
import { plain } from './drafts/draft'
import { useDraft } from './drafts/drafting'
import { usePreview } from './multiwidget/asking'
import { Stage } from './multiwidget/stage'
import { Ladder } from './ladder'
import { Broken, Head } from './page'
import { useSpeech } from './room'
import type { Key } from './words'

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400
const TIMES = {
  answer_within: [30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR],
  edit_limit: [0, 5 * MINUTE, 15 * MINUTE, HOUR, DAY, 31_536_000],
  tell_waiting_after: [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  pass_on_after: [0, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE],
  mail_after: [0, MINUTE, 3 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR],
} as const

/** An example of a wait: the real one is known once there are answers. */
const [USUAL, AHEAD] = [5 * MINUTE, 2]

type Name = keyof WorkSettings

const WORK = plain(({ settings }: OwnerWork) => settings)

export function Work({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const { drafted, trouble, again } = useDraft({ path: `/projects/${project.number}/settings/work`, kind: WORK, saved: say('saved_rules') })
  if (!drafted) return <Broken title={say('work')} trouble={trouble} again={again} beside />
  const put = <N extends Name>(name: N, value: WorkSettings[N]): void => drafted.put({ [name]: value })
  const options = { now: drafted.now, put, wrong: drafted.wrong }
  return (
    <>
      <Head title={say('work')} words={say('work_then')} />
      <div class="beside">
        <div class="groups">
          <Answers {...options} />
          <Waiting {...options} />
          <Closing {...options} />
          <Sharing {...options} />
          <Ladder {...options} />
          <Mail {...options} />
          <Files {...options} />
        </div>
        <Beside project={project} now={drafted.now} seen={drafted.seen.settings} />
      </div>
      <SaveBar {...drafted.bar} name={(name) => say(`set_${name}`)} />
      <Toast told={drafted.told} gone={drafted.forget} />
    </>
  )
}

/** The widget beside the settings: what a client sees who waits, and at the end of a conversation. */
function Beside({ project, now, seen }: { project: OwnerProject; now: WorkSettings; seen: WorkSettings }) {
  const { say } = useSpeech()
  const preview = usePreview(`/projects/${project.number}/settings/multiwidget`, {})
  const talk = { client: say('sample_question'), answer: say('sample_answer'), operator: say('sample_operator'), solved: now.confirm_closing, rate: now.ask_rating }
  const wait = { ...(now.show_wait && { usual: USUAL }), ...(now.show_position && { ahead: AHEAD }) }
  const waits = now.show_wait !== seen.show_wait || now.show_position !== seen.show_position
  const asked = waits ? 'waiting' : now.ask_rating !== seen.ask_rating ? 'rating' : now.confirm_closing !== seen.confirm_closing ? 'solved' : undefined
  return <Stage preview={preview} project={project} scene={{ talk, wait }} views={['solved', 'rating', 'waiting']} asked={asked} />
}

interface GroupOptions {
  readonly now: WorkSettings
  readonly put: <N extends Name>(name: N, value: WorkSettings[N]) => void
  readonly wrong: (name: Name) => string | null
}

function Answers({ now, put, wrong }: GroupOptions) {
  const { say } = useSpeech()
  return (
    <Group title={say('group_answers')} why={say('group_answers_why')}>
      <Line title={say('set_answer_within')} words={say('set_answer_within_then')} error={wrong('answer_within')}>
        <Time name="answer_within" value={now.answer_within} put={(value) => put('answer_within', value)} />
      </Line>
      <Line title={say('set_tell_waiting_after')} words={say('set_tell_waiting_after_then')} error={wrong('tell_waiting_after')}>
        <Time name="tell_waiting_after" value={now.tell_waiting_after} put={(value) => put('tell_waiting_after', value)} />
      </Line>
      <Line title={say('set_edit_limit')} words={say('set_edit_limit_then')} error={wrong('edit_limit')}>
        <Time name="edit_limit" value={now.edit_limit} put={(value) => put('edit_limit', value)} />
      </Line>
      <Line title={say('set_show_client_typing')} words={say('set_show_client_typing_then')}>
        <Switch label={say('set_show_client_typing')} on={now.show_client_typing} onChange={(on) => put('show_client_typing', on)} />
      </Line>
    </Group>
  )
}

function Waiting({ now, put }: GroupOptions) {
  const { say } = useSpeech()
  return (
    <Group title={say('group_waiting')} why={say('group_waiting_why')}>
      {(['show_wait', 'show_position'] as const).map((name) => (
        <Line key={name} title={say(`set_${name}`)} words={say(`set_${name}_then`)}>
          <Switch label={say(`set_${name}`)} on={now[name]} onChange={(on) => put(name, on)} />
        </Line>
      ))}
    </Group>
  )
}

function Closing({ now, put }: GroupOptions) {
  const { say } = useSpeech()
  return (
    <Group title={say('group_closing')} why={say('group_closing_why')}>
      <Line title={say('set_confirm_closing')} words={say('set_confirm_closing_then')}>
        <Switch label={say('set_confirm_closing')} on={now.confirm_closing} onChange={(on) => put('confirm_closing', on)} />
      </Line>
      <Line title={say('set_ask_rating')} words={say('set_ask_rating_then')}>
        <Switch label={say('set_ask_rating')} on={now.ask_rating} onChange={(on) => put('ask_rating', on)} />
      </Line>
    </Group>
  )
}

function Sharing({ now, put, wrong }: GroupOptions) {
  const { say } = useSpeech()
  const named = <T extends string>(front: string, all: readonly T[]) => all.map((one) => [one, say(`${front}_${one}` as Key)] as const)
  return (
    <Group title={say('group_sharing')} why={say('group_sharing_why')}>
      <Line title={say('set_routing')}>
        <Choice label={say('set_routing')} value={now.routing} options={named<WorkSettings['routing']>('routing', ['hand', 'evenly', 'last', 'load'])} onChange={(value) => put('routing', value)} />
      </Line>
      <Line title={say('set_load_limit')} words={say('set_load_limit_then')} error={wrong('load_limit')}>
        <input
          class="number" type="number" inputMode="numeric" min={0} aria-label={say('set_load_limit')} aria-invalid={wrong('load_limit') ? true : undefined}
          value={now.load_limit} onInput={(event) => put('load_limit', Math.trunc(Math.abs(event.currentTarget.valueAsNumber || 0)))}
        />
      </Line>
      <Line title={say('set_pass_on_after')} words={say('set_pass_on_after_then')} error={wrong('pass_on_after')}>
        <Time name="pass_on_after" value={now.pass_on_after} put={(value) => put('pass_on_after', value)} />
      </Line>
      <Line title={say('set_notify_unassigned')} words={say('set_notify_unassigned_then')}>
        <Choice
          label={say('set_notify_unassigned')} value={now.notify_unassigned} options={named<WorkSettings['notify_unassigned']>('unassigned', ['nobody', 'online', 'admins'])}
          onChange={(value) => put('notify_unassigned', value)}
        />
      </Line>
    </Group>
  )
}

function Mail({ now, put, wrong }: GroupOptions) {
  const { say } = useSpeech()
  return (
    <Group title={say('group_mail')} why={say('group_mail_why')}>
      <Line title={say('set_mail_after')} words={say('set_mail_after_then')} error={wrong('mail_after')}>
        <Time name="mail_after" value={now.mail_after} put={(value) => put('mail_after', value)} />
      </Line>
    </Group>
  )
}

function Files({ now, put, wrong }: GroupOptions) {
  const { say } = useSpeech()
  return (
    <Group title={say('group_files')} why={say('group_files_why')}>
      {(['file_limit', 'conversation_files', 'project_files'] as const).map((name) => (
        <Line key={name} title={say(`set_${name}`)} words={say(`set_${name}_then`)} error={wrong(name)}>
          <input
            class="number" type="number" inputMode="numeric" min={1} aria-label={say(`set_${name}`)} aria-invalid={wrong(name) ? true : undefined}
            value={now[name]} onInput={(event) => put(name, Math.trunc(Math.abs(event.currentTarget.valueAsNumber || 0)))}
          />
        </Line>
      ))}
    </Group>
  )
}

/** A length of time out of the usual ones; one that was set elsewhere is kept among them. */
function Time({ name, value, put }: { name: keyof typeof TIMES; value: number; put: (value: number) => void }) {
  const { say } = useSpeech()
  const words = (seconds: number): string => {
    if (seconds === 0) return say(name === 'edit_limit' ? 'never' : name === 'mail_after' ? 'not_by_mail' : 'not_passed_on')
    if (seconds >= 31_536_000) return say('always')
    if (seconds % DAY === 0) return say('days', { n: seconds / DAY })
    if (seconds % HOUR === 0) return say('hours', { n: seconds / HOUR })
    return seconds % MINUTE === 0 ? say('minutes', { n: seconds / MINUTE }) : say('seconds', { n: seconds })
  }
  const usual: readonly number[] = TIMES[name]
  const all = usual.includes(value) ? usual : [...usual, value].sort((a, b) => a - b)
  return <Choice label={say(`set_${name}`)} value={value} options={all.map((seconds) => [seconds, words(seconds)] as const)} onChange={put} />
}
