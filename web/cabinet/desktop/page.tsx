/** The desktop app: what can be downloaded here for which system, how to prove it, and what an operator types at its first start. */
import { fileSize } from '../../shared/size'
import { day } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { alert, desktop as computer, download, info } from '../../shared/ui/icons'
import { device } from '../../shared/ui/device'
import type { OwnerDesktop, OwnerDesktopPackage, OwnerProject } from '../../shared/wire.gen'
import { Broken, Head } from '../page'
import { useSpeech } from '../room'
import { useFetched } from '../server'
import { Copyable } from '../snippet'
import { proof, type System, SYSTEMS, sorted } from './systems'
import './desktop.css'

const SELDOM = 60_000

export function DesktopPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const { it, trouble, again } = useFetched<OwnerDesktop>('/desktop', SELDOM)
  if (!it) return <Broken title={say('desktop_page')} trouble={trouble} again={again} />
  return (
    <>
      <Head title={say('desktop_page')} words={say('desktop_then')} />
      {it.version ? <Release it={it} /> : <Nothing broken={it.standing === 'unreadable'} />}
      <First project={project} />
    </>
  )
}

function Nothing({ broken }: { broken: boolean }) {
  const { say } = useSpeech()
  return (
    <section class="sheet padded unpublished" aria-label={say('desktop_absent')}>
      <Icon path={broken ? alert : computer} />
      <h2>{say(broken ? 'desktop_unreadable' : 'desktop_absent')}</h2>
      <p class="why">{say(broken ? 'desktop_unreadable_then' : 'desktop_absent_then')}</p>
      <p class="why">{say('desktop_meanwhile')}</p>
    </section>
  )
}

function Release({ it }: { it: OwnerDesktop }) {
  const { say, language } = useSpeech()
  const here = SYSTEMS.find((one) => device(navigator.userAgent).startsWith(NAMES[one])) ?? null
  return (
    <>
      <section class="sheet padded release" aria-label={say('desktop_version', { version: it.version })}>
        <h2>{say('desktop_version', { version: it.version })} <small>{day(it.published_at, Date.now(), language)}</small></h2>
        {it.notes && <p class="said">{it.notes}</p>}
        {it.standing === 'incomplete' && <p class="notice" role="status"><Icon path={info} size="m" />{say('desktop_incomplete')}</p>}
      </section>
      <div class="systems">
        {sorted(here).map((system) => <Card key={system} system={system} packages={it.packages.filter((one) => one.system === system)} here={system === here} />)}
      </div>
    </>
  )
}

const NAMES: Readonly<Record<System, string>> = { windows: 'Windows', macos: 'macOS', linux: 'Linux' }

function Card({ system, packages, here }: { system: System; packages: readonly OwnerDesktopPackage[]; here: boolean }) {
  const { say } = useSpeech()
  return (
    <section class="sheet padded" aria-label={NAMES[system]}>
      <h2>{NAMES[system]}{here && <small> {say('desktop_here')}</small>}</h2>
      {packages.length === 0 && <p class="why">{say('desktop_no_package')}</p>}
      {packages.map((one, n) => <Package key={one.name} it={one} first={here && n === 0} />)}
      {packages.length > 0 && <p class="why publisher">{say(`desktop_unknown_${system}`)}</p>}
    </section>
  )
}

function Package({ it, first }: { it: OwnerDesktopPackage; first: boolean }) {
  const { say, language } = useSpeech()
  return (
    <div class="package">
      <p class="what"><b class="said">{it.name}</b><small class="num">{fileSize(it.size, language)}</small></p>
      <a class={first ? 'btn main' : 'btn'} href={it.address} download={it.name} aria-label={say('desktop_download', { name: it.name })}><Icon path={download} size="m" />{say('desktop_get')}</a>
      <details>
        <summary>{say('desktop_sum')}</summary>
        <p class="sum"><code>{it.sha256}</code></p>
        <Copyable label={say('desktop_prove')} code={proof(it)} first={false}>{say('desktop_prove')}</Copyable>
      </details>
    </div>
  )
}

/** What one types at the first start. */
function First({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  return (
    <section class="sheet padded first-start" aria-label={say('desktop_first')}>
      <h2>{say('desktop_first')}</h2>
      <p class="why">{say('desktop_first_then')}</p>
      <dl class="pairs"><dt>{say('desktop_server')}</dt><dd class="said">{location.origin}</dd><dt>{say('desktop_project')}</dt><dd class="said num">{project.number}</dd></dl>
    </section>
  )
}
