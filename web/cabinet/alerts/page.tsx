/** Notifications of problems: who is told of which trouble, by which way, and what became of it. */
import { useCallback, useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { bell, clock, plus } from '../../shared/ui/icons'
import type { OwnerAlertWay, OwnerAlertWays, OwnerProject } from '../../shared/wire.gen'
import { Toast, type Told } from '../controls'
import { Broken, Head } from '../page'
import { useSpeech } from '../room'
import { follow, pathOf, type Place } from '../route'
import { useFetched } from '../server'
import { Adding } from './adding'
import { Log } from './log'
import { Matrix } from './matrix'
import { WayDrawer } from './way'
import './alerts.css'

export function AlertsPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const path = `/projects/${project.number}/alerts`
  const { it, trouble, again } = useFetched<OwnerAlertWays>(path)
  const [adding, setAdding] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const forget = useCallback(() => setTold(null), [])
  const refused = useCallback((why: unknown): void => {
    if (!(why instanceof RequestRefused)) throw why
    setTold({ words: why.message || say('no_server'), failed: true })
  }, [say])
  if (!it) return <Broken title={say('alerts')} trouble={trouble} again={again} />
  const shown = it.ways.find((one) => one.id === open)
  return (
    <>
      <Head title={say('alerts')} words={say('alerts_then')}>
        {it.ways.length > 0 && <Add press={() => setAdding(true)} />}
      </Head>
      <div class="alerts">
        {it.ways.length === 0 ? <None add={() => setAdding(true)} /> : <Matrix path={path} project={project} ways={it.ways} again={again} tell={setTold} refused={refused} look={(one: OwnerAlertWay) => setOpen(one.id)} />}
        {it.ways.length > 0 && !it.hours && <Hours project={project} />}
        {it.ways.length > 0 && <Log path={path} ways={it.ways} tell={setTold} refused={refused} />}
      </div>
      {adding && <Adding path={path} it={it} again={again} shut={() => { setAdding(false); void again() }} />}
      {shown && <WayDrawer key={shown.id} path={path} one={shown} again={again} tell={setTold} shut={() => setOpen(null)} />}
      <Toast told={told} gone={forget} />
    </>
  )
}

function Add({ press }: { press: () => void }) {
  const { say } = useSpeech()
  return <button type="button" class="btn main" aria-label={say('alerts_add_whole')} onClick={press}><Icon path={plus} size="m" />{say('alerts_add')}</button>
}

function None({ add }: { add: () => void }) {
  const { say } = useSpeech()
  return (
    <section class="sheet nobody">
      <Icon path={bell} size="m" />
      <h2>{say('alerts_none')}</h2>
      <p>{say('alerts_none_then')}</p>
      <button type="button" class="btn main" onClick={add}><Icon path={plus} size="m" />{say('alerts_add_whole')}</button>
    </section>
  )
}

function Hours({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const to: Place = { project: project.number, page: 'hours' }
  return <p class="call"><Icon path={clock} size="m" /><span>{say('alerts_no_hours')} <a href={pathOf(to)} onClick={follow(to)}>{say('alerts_set_hours')}</a></span></p>
}
