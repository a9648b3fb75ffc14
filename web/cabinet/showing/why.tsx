/** "Why is it shown, why is it hidden?" for any address, device and moment (PRODUCT.md 3.4a): the verdict first, then the chain of rules. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Field } from '../../shared/ui/field'
import { Icon } from '../../shared/ui/icon'
import { ban, check, clock, close, minus } from '../../shared/ui/icons'
import type { Device, ShowingAnswer, ShowingRule } from '../../shared/wire.gen'
import { Choice } from '../controls'
import { usePreview } from '../multiwidget/asking'
import { Stage } from '../multiwidget/stage'
import { useSpeech } from '../room'
import { follow, pathOf } from '../route'
import { useAnswer } from './asking'
import type { Rules } from './saving'
import { wallTold } from './time'

type Which = Device | 'agent'

export function Why({ rules }: { rules: Rules }) {
  const speech = useSpeech()
  const [answer, setAnswer] = useState<ShowingAnswer | null>(null)
  const preview = usePreview(`/projects/${rules.project.number}/settings/multiwidget`, {})
  const hidden = answer && !answer.button ? because(answer, speech) : null
  return (
    <>
      <Asked rules={rules} told={setAnswer} />
      <Stage preview={preview} project={rules.project} scene={{ hidden }} views={['button']} />
    </>
  )
}

function Asked({ rules, told }: { rules: Rules; told: (answer: ShowingAnswer | null) => void }) {
  const { say } = useSpeech()
  const [address, setAddress] = useState('/')
  const [device, setDevice] = useState<Which>('desktop')
  const [agent, setAgent] = useState('')
  const [at, setAt] = useState<string | null>(null)
  const kind = device === 'agent' ? { device: null, user_agent: agent } : { device }
  const { it, trouble } = useAnswer(rules, { address, ...kind, at: at || null })
  useEffect(() => told(it), [it])
  return (
    <section class="sheet group" aria-labelledby="why">
      <header><h2 id="why">{say('why')}</h2><p>{say('why_why')}</p></header>
      <div class="inside question">
        <Field label={say('address')} name="address" value={address} error={null} onInput={setAddress} />
        <div class="pair">
          <Choice<Which>
            label={say('device')} value={device} options={(['desktop', 'tablet', 'phone', 'agent'] as const).map((one) => [one, say(`device_${one}`)] as const)} onChange={(which) => setDevice(which)}
          />
          <Choice
            label={say('moment')} value={at === null ? 'now' : 'at'} options={[['now', say('moment_now')], ['at', say('moment_other')]]}
            onChange={(when) => setAt(when === 'now' ? null : (it?.clock ?? rules.seen.clock))}
          />
          {at !== null && <input class="moment" type="datetime-local" aria-label={say('moment_at')} value={at} onInput={(event) => setAt(event.currentTarget.value)} />}
        </div>
        {device === 'agent' && <Field label={say('agent')} name="agent" value={agent} error={null} onInput={setAgent} />}
      </div>
      <div role="status">{it ? <Verdict answer={it} /> : trouble !== null && <p class="error">{trouble || say('no_server')}</p>}</div>
      {it && <Chain answer={it} rules={rules} />}
    </section>
  )
}

/** Which rule has decided, in words. */
function because({ decided, button, ways, clock: asked, device }: ShowingAnswer, { say, language }: Pick<ReturnType<typeof useSpeech>, 'say' | 'language'>): string {
  const name = say(`device_${device}`)
  return say(button && decided ? 'decided_chat' : `decided_${decided ?? 'none'}`, { device: name.toLowerCase(), clock: wallTold(asked, language), n: ways })
}

function Verdict({ answer }: { answer: ShowingAnswer }) {
  const { say, language } = useSpeech()
  const { decided, button, until, clock: asked } = answer
  const words = decided === 'time' && until ? say('hidden_until', { until: wallTold(until, language, asked) }) : say(!decided ? 'shown' : button ? 'hidden_chat' : 'hidden')
  return (
    <div class={decided ? 'verdict no' : 'verdict yes'}>
      <Icon path={decided === 'time' ? clock : decided ? ban : check} size="m" />
      <div><b>{words}</b><p>{because(answer, { say, language })}</p></div>
    </div>
  )
}

const ORDER: readonly ShowingRule[] = ['off', 'site', 'page', 'device', 'time', 'people']

/** The rules in the order in which they decide; after the one that did, none matters any more. */
function Chain({ answer, rules }: { answer: ShowingAnswer; rules: Rules }) {
  const { say } = useSpeech()
  const last = answer.button || answer.decided === null ? ORDER.length : ORDER.indexOf(answer.decided)
  return (
    <ul class="chain">
      {ORDER.map((rule, place) => (
        <li key={rule} class={place === last ? 'decided' : ''}>
          <Icon path={place > last || unsure(rule, answer) ? minus : place === last ? close : check} size="s" /><b>{say(`rule_${rule}`)}</b>
          <span>{place > last ? <span class="quiet">{say('no_matter')}</span> : <Said rule={rule} answer={answer} rules={rules} />}</span>
        </li>
      ))}
    </ul>
  )
}

/** What hides nothing, and is not as one would have it: the chat is off and the button stands, nobody is there and the form answers. */
function unsure(rule: ShowingRule, { chat, button, online, decided }: ShowingAnswer): boolean {
  return rule === 'off' ? !chat && button : rule === 'people' && !online && decided !== rule
}

function Said({ rule, answer, rules }: { rule: ShowingRule; answer: ShowingAnswer; rules: Rules }): ComponentChildren {
  const { say } = useSpeech()
  if (rule === 'site') return <>{say(answer.site === null ? 'site_none' : answer.site ? 'site_yes' : 'site_no')}</>
  if (rule === 'page') return <PageSaid answer={answer} on={rules.now.filter.on} />
  if (rule === 'time') return <TimeSaid answer={answer} rules={rules} />
  if (rule === 'off') return <OffSaid answer={answer} rules={rules} />
  if (rule === 'people') return <PeopleSaid answer={answer} rules={rules} />
  return <>{say(answer.device_shown ? 'device_yes' : 'device_no', { device: say(`device_${answer.device}`).toLowerCase() })}</>
}

function PageSaid({ answer: { page }, on }: { answer: ShowingAnswer; on: boolean }) {
  const { say } = useSpeech()
  if (!on) return <>{say('by_off')}</>
  if (page.entry === null || page.line === null) return <>{say(page.shown ? 'by_no_line' : 'by_nothing')}</>
  return <>{say('page_line', { line: page.line })} <code>{page.entry}</code></>
}

function TimeSaid({ answer: { time_shown, until, clock: asked }, rules }: { answer: ShowingAnswer; rules: Rules }) {
  const { say, language } = useSpeech()
  if (!rules.now.schedule.on) return <>{say('time_always')}</>
  if (rules.now.schedule.outside === 'stay') return <>{say('time_stays')}</>
  const place = { project: rules.project.number, page: 'hours' } as const
  const words = time_shown ? 'time_yes' : 'time_no'
  return (
    <>
      {until ? say(words, { until: wallTold(until, language, asked) }) : say(`${words}_on`)}.{' '}
      {!time_shown && <a class="lnk" href={pathOf(place)} onClick={follow(place)}>{say('change_hours')}</a>}
    </>
  )
}

interface SaidOptions {
  readonly answer: ShowingAnswer
  readonly rules: Rules
}

function OffSaid({ answer: { chat, ways }, rules }: SaidOptions) {
  const { say } = useSpeech()
  const place = { project: rules.project.number, page: 'multiwidget' } as const
  if (chat) return <>{say('off_no')}</>
  return <>{say(ways ? 'off_chat' : 'off_all', { n: ways })}. <a class="lnk" href={pathOf(place)} onClick={follow(place)}>{say('change_ways')}</a></>
}

function PeopleSaid({ answer: { online, away, chat, decided }, rules }: SaidOptions) {
  const { say } = useSpeech()
  const place = { project: rules.project.number, page: 'offline' } as const
  if (online) return <span class="quiet">{say('people_some', { n: online })}</span>
  if (!chat && decided !== 'people') return <span class="quiet">{say('people_none')}</span>
  const words = away === 'hide' && decided !== 'people' ? 'people_later' : (`people_${away}` as const)
  return <span class={decided === 'people' ? '' : 'quiet'}>{say(words)}. <a class="lnk" href={pathOf(place)} onClick={follow(place)}>{say('change_away')}</a></span>
}
