/** What happened, and what became of telling it. */
import { useState } from 'preact/hooks'
import { shortly } from '../../shared/time'
import type { OwnerAlertDelivery, OwnerAlertLog, OwnerAlertTold, OwnerAlertWay } from '../../shared/wire.gen'
import type { Told } from '../controls'
import { usePaged } from '../paged'
import { useSpeech } from '../room'
import { useAsk } from '../server'
import { isBad, named, stateOf } from './kinds'

export interface LogOptions {
  readonly path: string
  readonly ways: readonly OwnerAlertWay[]
  tell(told: Told): void
  refused(why: unknown): void
}

export function Log({ path, ways, tell, refused }: LogOptions) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [bad, setBad] = useState(false)
  const { all, trouble, more, again, list } = usePaged(`${path}/log`, (page: OwnerAlertLog) => page.alerts)
  const rows = (all ?? []).flatMap((alert) => alert.deliveries.map((one) => ({ alert, one })))
  const failures = rows.filter(({ one }) => isBad(one))
  const shown = bad ? failures : rows
  const none = rows.length === 0 ? 'alerts_log_empty' : more ? 'alerts_log_bad_none_yet' : 'alerts_log_bad_none'
  const send = (one: OwnerAlertDelivery): void => {
    ask('POST', `${path}/deliveries/${one.id}/again`).then(() => tell({ words: say('alert_again_told') }), refused).then(again)
  }
  return (
    <section class="sheet group log" aria-label={say('alerts_log')}>
      <header>
        <h2>{say('alerts_log')}</h2>
        <div class="seg" role="group" aria-label={say('alerts_log')}>
          <button type="button" aria-pressed={!bad} onClick={() => setBad(false)}>{say('alerts_log_all')}</button>
          <button type="button" aria-pressed={bad} onClick={() => setBad(true)}>{say('alerts_log_bad')}{failures.length > 0 && <span class="num">{failures.length}</span>}</button>
        </div>
      </header>
      {trouble && <p class="error padded" role="alert">{trouble}</p>}
      {!all && !trouble && <p class="empty" role="status">{say('loading')}</p>}
      {all && shown.length === 0 && <p class="empty" role="status">{say(none)}</p>}
      <ul ref={list} tabIndex={-1}>{shown.map(({ alert, one }) => <Row key={one.id} alert={alert} one={one} way={ways.find((way) => way.id === one.way)} send={() => send(one)} />)}</ul>
      {more && <p class="ends"><button type="button" class="btn" onClick={more}>{say('alerts_more')}</button></p>}
    </section>
  )
}

function Row({ alert, one, way, send }: { alert: OwnerAlertTold; one: OwnerAlertDelivery; way: OwnerAlertWay | undefined; send: () => void }) {
  const { say, language } = useSpeech()
  const told = way ? named(way) : say('delivery_gone_way')
  return (
    <li tabIndex={-1}>
      <time class="num" dateTime={new Date(alert.at).toISOString()}>{shortly(alert.at, Date.now(), language)}</time>
      <b>
        {alert.title}
        {alert.conversation && <> <a href={`/operator/mine/${alert.conversation}`} target="_blank" rel="noopener">{say('alert_of', { n: alert.ordinal ?? '' })}</a></>}
      </b>
      <span class="by ell">{told}</span>
      <DeliveryState one={one} />
      {one.state === 'failed' && way && <button type="button" class="btn" aria-label={say('alert_again_name', { kind: alert.title, way: told })} onClick={send}>{say('alert_again')}</button>}
      {isBad(one) && <p class="why">{one.why}{one.detail && <span class="said">{one.detail}</span>}</p>}
    </li>
  )
}

export function DeliveryState({ one }: { one: OwnerAlertDelivery }) {
  const { say, language } = useSpeech()
  const state = stateOf(one)
  return <span class={`lamp ${isBad(one) ? 'bad' : one.state}`}>{say(`delivery_${state}`, { n: one.tries + 1, when: shortly(one.due_at, Date.now(), language) })}</span>
}
