/** The counter's code: what to put on the site, where it was seen, and a look at any page of a site. */
import { useState } from 'preact/hooks'
import { plainName } from '../shared/linkify'
import { shortly } from '../shared/time'
import { Icon } from '../shared/ui/icon'
import { plus } from '../shared/ui/icons'
import type { OwnerCounter, OwnerProject, OwnerSighting } from '../shared/wire.gen'
import { CountingSheet } from './counting'
import { Identity } from './identity'
import { Broken, Head } from './page'
import { useSpeech } from './room'
import { type Ask, useAsk, useFetched } from './server'
import { SiteCheck } from './sitecheck'
import { Sites } from './sites'
import { Copyable } from './snippet'

const LOOK_AGAIN = 5_000

export function Code({ project, refresh }: { project: OwnerProject; refresh: () => Promise<void> }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [moving, setMoving] = useState(false)
  const path = `/projects/${project.number}`
  const { it, trouble, again } = useFetched<OwnerCounter>(`${path}/counter`, LOOK_AGAIN)
  if (!it) return <Broken title={say('counter_code')} trouble={trouble} again={again} />
  const changed = async (): Promise<void> => {
    await Promise.all([refresh(), again()])
  }
  return (
    <>
      <Head title={say('counter_code')} words={say('code_then')} />
      <div class="halves">
        <div class="column">
          <section class="sheet padded" aria-label={say('code_which')}>
            <div class="seg" role="group" aria-label={say('code_which')}>
              <button type="button" aria-pressed={!moving} onClick={() => setMoving(false)}>{say('app')}</button>
              <button type="button" aria-pressed={moving} onClick={() => setMoving(true)}>{say('code_roistat')}</button>
            </div>
            {moving ? <Moving project={project} snippet={it.snippet} /> : <Copyable label={say('counter_code')} code={it.snippet} first>{say('counter_where')}</Copyable>}
          </section>
          <Seen it={it} path={path} ask={ask} changed={changed} />
          <Sites project={project} changed={changed} />
          <CountingSheet path={path} project={project} />
        </div>
        <div class="column">
          <SiteCheck path={path} first={project.sites[0] ?? ''} />
          <section class="sheet padded" aria-label={say('csp_title')}>
            <h2>{say('csp_title')}</h2>
            <p class="why">{say('csp_then')}</p>
            <Copyable label={say('csp_add')} code={it.policy.map((line) => `${line};`).join('\n')} first={false} />
          </section>
          <Identity path={path} />
        </div>
      </div>
    </>
  )
}

/** A site that carries the original's snippet changes two values in it. */
function Moving({ project, snippet }: { project: OwnerProject; snippet: string }) {
  const { say } = useSpeech()
  const host = /https?:\/\/([^/"]+)/.exec(snippet)?.[1] ?? ''
  return (
    <div class="moving">
      <p class="why">{say('roistat_then')}</p>
      <dl class="pairs"><dt>{say('roistat_host')}</dt><dd class="said">{host}</dd><dt>{say('roistat_key')}</dt><dd class="said">{project.key}</dd></dl>
      <Copyable label={say('roistat_key')} code={`'${host}', '${project.key}'`} first={false} />
    </div>
  )
}

function Seen({ it, path, ask, changed }: { it: OwnerCounter; path: string; ask: Ask; changed: () => Promise<void> }) {
  const { say } = useSpeech()
  const [trouble, setTrouble] = useState<string | null>(null)
  const add = (site: string): void => {
    ask('POST', `${path}/sites`, { site }).then(changed, (why: Error) => setTrouble(why.message || say('no_server')))
  }
  return (
    <section class="sheet" aria-label={say('seen_title')}>
      <h2 class="title">{say('seen_title')}</h2>
      {it.sightings.length === 0 ? <p class="empty">{say('seen_nowhere')}</p> : (
        <table class="people seen-at">
          <thead><tr><th>{say('seen_site')}</th><th>{say('seen_when')}</th><th class="end">{say('seen_loads')}</th></tr></thead>
          <tbody>{it.sightings.map((one) => <Line key={one.site} one={one} add={() => add(one.site)} />)}</tbody>
        </table>
      )}
      {trouble && <p class="error padded" role="alert">{trouble}</p>}
      <p class="foot-note">{say('seen_then')}</p>
    </section>
  )
}

const FRESH = 3_600_000

function Line({ one, add }: { one: OwnerSighting; add: () => void }) {
  const { say, language } = useSpeech()
  const now = Date.now()
  return (
    <tr>
      <td>
        <b class="said">{plainName(one.site)}</b><small class="ell said">{plainName(one.url)}</small>
        {!one.allowed && (
          <span class="not-listed">{say('seen_not_listed')} <button type="button" class="btn" onClick={add}><Icon path={plus} size="s" />{say('site_add')}</button></span>
        )}
      </td>
      <td><span class="state"><i class={`presence plain${now - one.last_at > FRESH ? ' away' : ''}`} aria-hidden="true" />{shortly(one.last_at, now, language)}</span></td>
      <td class="end num">{one.loads.toLocaleString(language)}</td>
    </tr>
  )
}
