/** Notifications of problems: who is told of which trouble, by which way, and what became of it. */
import { useCallback, useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { bell, clock, plus } from '../../shared/ui/icons'
import { useRemoving } from '../../shared/ui/removing'
import type { OwnerAlertWay, OwnerAlertWays, OwnerProject } from '../../shared/wire.gen'
import { Toast, type Told } from '../controls'
import { Broken, Head } from '../page'
import { useSpeech } from '../room'
import { follow, pathOf, type Place } from '../route'
import { useAsk, useFetched } from '../server'
import { Adding } from './adding'
import { named } from './kinds'
import { Log } from './log'
import { Matrix } from './matrix'
import { WayDrawer } from './way'
import './alerts.css'

export function AlertsPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const ask = useAsk()
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
  const removing = useRemoving((one, why) => {
    if (!(why instanceof RequestRefused)) throw why
    if (why.status !== 404) setTold({ words: say('not_removed', { name: one.name, why: why.message || say('no_server') }), failed: true })
  })
  if (!it) return <Broken title={say('alerts')} trouble={trouble} again={again} />
  const ways = it.ways.filter((one) => !removing.hides(one.id))
  const shown = ways.find((one) => one.id === open)
  const add = (): void => {
    void removing.settle() // the address of a way that is going may be given to a new one
    forget()
    setAdding(true)
  }
  const remove = (one: OwnerAlertWay): void => {
    const name = named(one)
    setOpen(null)
    removing.begin({ id: one.id, name, words: say('alert_removed', { name }), remove: () => ask('DELETE', `${path}/ways/${one.id}`).finally(again) })
    setTold({ words: say('alert_removed', { name }), undo: () => removing.back(one.id) })
  }
  return (
    <>
      <Head title={say('alerts')} words={say('alerts_then')}>
        {ways.length > 0 && <Add press={add} />}
      </Head>
      <div class="alerts">
        {ways.length === 0 ? <None add={add} /> : <Matrix path={path} project={project} ways={ways} again={again} tell={setTold} refused={refused} look={(one: OwnerAlertWay) => setOpen(one.id)} />}
        {ways.length > 0 && !it.hours && <Hours project={project} />}
        {ways.length > 0 && <Log path={path} ways={ways} tell={setTold} refused={refused} />}
      </div>
      {adding && <Adding path={path} it={it} again={again} shut={() => { setAdding(false); void again() }} />}
      {shown && <WayDrawer key={shown.id} path={path} one={shown} zone={it.zone} again={again} tell={setTold} remove={() => remove(shown)} shut={() => setOpen(null)} />}
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
