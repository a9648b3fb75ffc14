/** The settings of the operators' work: plain groups; saved together, and never over another's head. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { info } from '../shared/ui/icons'
import type { OwnerProject, OwnerWork, WorkSettings } from '../shared/wire.gen'
import { Choice, Group, Line, Switch } from './controls'
import { Broken, Head } from './page'
import { useSpeech } from './room'
import { useAsk, useFetched } from './server'
import { type Changes, changedBetween, differing, type Name } from './settings'
import type { Key } from './words'

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400
const TIMES = {
  answer_within: [30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR],
  edit_limit: [0, 5 * MINUTE, 15 * MINUTE, HOUR, DAY, 31_536_000],
  pass_on_after: [0, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE],
} as const
const SELDOM = 60_000

export function Work({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const path = `/projects/${project.number}/settings/work`
  const { it, trouble, again } = useFetched<OwnerWork>(path, SELDOM)
  const [seen, setSeen] = useState<OwnerWork | null>(null)
  const [draft, setDraft] = useState<Changes>({})
  const [refused, setRefused] = useState<RequestRefused | null>(null)
  const [others, setOthers] = useState<readonly Name[]>([])
  const [busy, setBusy] = useState(false)
  if (!it) return <Broken title={say('work')} trouble={trouble} again={again} />
  const dirty = Object.keys(differing(it.settings, draft)).length
  const base = dirty > 0 && seen ? seen : it
  const now = { ...base.settings, ...draft }
  const put = <N extends Name>(name: N, value: WorkSettings[N]): void => {
    if (dirty === 0) setSeen(it)
    setDraft((was) => ({ ...was, [name]: value }))
    setRefused(null)
  }
  const settle = (): void => {
    setDraft({})
    setRefused(null)
    setOthers([])
    void again()
  }
  const save = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await ask('PATCH', path, { version: base.version, changes: differing(base.settings, draft) })
      settle()
    } catch (why) {
      if (!(why instanceof RequestRefused)) throw why
      if (why.code === 'settings_changed') await meet(base)
      else setRefused(why)
    } finally {
      setBusy(false)
    }
  }
  /** Somebody else was quicker: show what they changed, keep what was chosen here, and let it be saved over theirs knowingly. */
  const meet = async (before: OwnerWork): Promise<void> => {
    const after = await ask<OwnerWork>('GET', path)
    setOthers(changedBetween(before, after))
    setSeen(after)
    await again()
  }
  const wrong = (name: Name): string | null => (refused?.params['field'] === name ? refused.message : null)
  return (
    <>
      <Head title={say('work')} words={say('work_then')} />
      <div class="groups">
        <Answers now={now} put={put} wrong={wrong} />
        <Closing now={now} put={put} wrong={wrong} />
        <Sharing now={now} put={put} wrong={wrong} />
        <Files now={now} put={put} wrong={wrong} />
      </div>
      {dirty > 0 && (
        <div class="unsaved" role="region" aria-label={say('unsaved_bar')}>
          <div role="status">
            <b>{say('unsaved', { n: dirty })}</b>
            {others.length > 0 && <p><Icon path={info} size="s" />{say('others_saved', { what: others.map((name) => say(`set_${name}`)).join(', ') })}</p>}
            {refused && wrongNowhere(refused) && <p class="error">{refused.message || say('no_server')}</p>}
          </div>
          <button type="button" class="btn quiet" onClick={settle}>{say('discard')}</button>
          <button type="button" class="btn main" aria-disabled={busy || undefined} onClick={() => void save()}>{say('save')}</button>
        </div>
      )}
    </>
  )
}

function wrongNowhere(refused: RequestRefused): boolean {
  return refused.code !== 'setting_out_of_range'
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
      <Line title={say('set_edit_limit')} words={say('set_edit_limit_then')} error={wrong('edit_limit')}>
        <Time name="edit_limit" value={now.edit_limit} put={(value) => put('edit_limit', value)} />
      </Line>
      <Line title={say('set_show_client_typing')} words={say('set_show_client_typing_then')}>
        <Switch label={say('set_show_client_typing')} on={now.show_client_typing} onChange={(on) => put('show_client_typing', on)} />
      </Line>
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
    if (seconds === 0) return say(name === 'edit_limit' ? 'never' : 'not_passed_on')
    if (seconds >= 31_536_000) return say('always')
    if (seconds % DAY === 0) return say('days', { n: seconds / DAY })
    if (seconds % HOUR === 0) return say('hours', { n: seconds / HOUR })
    return seconds % MINUTE === 0 ? say('minutes', { n: seconds / MINUTE }) : say('seconds', { n: seconds })
  }
  const usual: readonly number[] = TIMES[name]
  const all = usual.includes(value) ? usual : [...usual, value].sort((a, b) => a - b)
  return <Choice label={say(`set_${name}`)} value={value} options={all.map((seconds) => [seconds, words(seconds)] as const)} onChange={put} />
}
