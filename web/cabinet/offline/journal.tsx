/** The journal of consents: who agreed to which words, when, from where; an entry may be marked as taken back. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../../shared/ui/http'
import { Icon } from '../../shared/ui/icon'
import { download } from '../../shared/ui/icons'
import type { Consented, Consents, OwnerProject } from '../../shared/wire.gen'
import { Drawer, Group } from '../controls'
import { useSpeech } from '../room'
import { BASE, useAsk, useFetched } from '../server'

const SELDOM = 60_000

export function Journal({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const path = `/projects/${project.number}/consents`
  const { it, again } = useFetched<Consents>(path, SELDOM)
  const [older, setOlder] = useState<Consents | null>(null)
  const [taking, setTaking] = useState<Consented | null>(null)
  const [trouble, setTrouble] = useState('')
  if (!it) return null
  const entries = [...it.consents, ...(older?.consents.filter(({ id }) => !it.consents.some((one) => one.id === id)) ?? [])]
  const next = older ? older.next : it.next
  const more = async (): Promise<void> => {
    try {
      const page = await ask<Consents>('GET', `${path}?cursor=${next}`)
      setOlder((was) => ({ ...page, consents: [...(was?.consents ?? []), ...page.consents] }))
      setTrouble('')
    } catch (why) {
      setTrouble((why instanceof RequestRefused && why.message) || say('no_server'))
    }
  }
  const taken = (id: string): void => {
    setOlder((was) => was && { ...was, consents: was.consents.map((one) => (one.id === id ? { ...one, withdrawn_at: Date.now() } : one)) })
    setTaking(null)
    void again()
  }
  return (
    <Group title={say('consents')} why={it.total ? say('consents_total', { n: it.total }) : say('consents_none')}>
      {it.total > 0 && <p class="foot"><a class="btn" href={`${BASE}${path}/export`} download><Icon path={download} size="m" />{say('consents_export')}</a></p>}
      <ul class="consents">{entries.map((one) => <Entry key={one.id} one={one} take={() => setTaking(one)} />)}</ul>
      {next && <p class="foot"><button type="button" class="btn quiet" onClick={() => void more()}>{say('consents_more')}</button></p>}
      {trouble && <p class="error padded" role="alert">{trouble}</p>}
      {taking && <Taking one={taking} path={path} shut={() => setTaking(null)} done={() => taken(taking.id)} />}
    </Group>
  )
}

function Entry({ one, take }: { one: Consented; take: () => void }) {
  const { say } = useSpeech()
  const who = [one.name, one.phone, one.email].filter(Boolean).join(', ') || say('consent_guest', { n: one.ordinal })
  return (
    <li>
      <div>
        <b class="said">{who}</b>
        <p><When at={one.at} /> · {say(`reason_${one.reason}`)} · <span class="num">{one.address}</span> · <span class="said">{one.page_url}</span></p>
        <p class="said">{one.words} <span class="num">{one.version}</span></p>
      </div>
      {one.withdrawn_at === null
        ? <button type="button" class="btn quiet" aria-label={say('consent_take_of', { name: who })} onClick={take}>{say('consent_take')}</button>
        : <span class="quiet">{say('consent_taken')} <When at={one.withdrawn_at} /></span>}
    </li>
  )
}

function When({ at }: { at: number }) {
  const { language } = useSpeech()
  return <time class="num" dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })}</time>
}

function Taking({ one, path, shut, done }: { one: Consented; path: string; shut: () => void; done: () => void }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [wrong, setWrong] = useState('')
  const submit = (event: Event): void => {
    event.preventDefault()
    ask('POST', `${path}/${one.id}/withdrawal`).then(done, (why) => setWrong((why instanceof RequestRefused && why.message) || say('no_server')))
  }
  return (
    <Drawer title={say('consent_take')} shut={shut}>
      <form onSubmit={submit}>
        <div class="stack"><p>{say('consent_take_then')}</p><p class="said">{one.words}</p>{wrong && <p class="error" role="alert">{wrong}</p>}</div>
        <footer><span class="sp" /><button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button><button class="btn main">{say('consent_take')}</button></footer>
      </form>
    </Drawer>
  )
}
