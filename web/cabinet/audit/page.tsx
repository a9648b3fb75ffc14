/** The audit log: who did what, when and from where; narrowed by person, kind and day, and taken away as a table. */
import { useState } from 'preact/hooks'
import { hueOf, initials } from '../../shared/face'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { Coming } from '../../shared/ui/coming'
import { download } from '../../shared/ui/icons'
import type { OwnerAuditEntry, OwnerAuditPage, OwnerMembers, OwnerOperators, OwnerProject } from '../../shared/wire.gen'
import { Choice, Locked } from '../controls'
import { Head } from '../page'
import { useSpeech } from '../room'
import { BASE, useAsk, useFetched } from '../server'
import { type Key, ru } from '../words'
import { aboutOf, byDay, EVERYTHING, type Filter, queryOf, toldOf, whoOf } from './telling'
import './audit.css'

const SELDOM = 60_000
const KINDS = (Object.keys(ru) as Key[]).filter((key) => key.startsWith('did_'))

export function AuditPage({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const [filter, setFilter] = useState(EVERYTHING)
  const path = `/projects/${project.number}/audit`
  const query = queryOf(filter)
  return (
    <>
      <Head title={say('audit')} words={say('audit_then')}>
        <a class="btn" href={`${BASE}${path}/export${query}`} download><Icon path={download} size="m" />{say('audit_export')}</a>
      </Head>
      <Narrowing project={project} filter={filter} put={(change) => setFilter((was) => ({ ...was, ...change }))} />
      <Lines key={query} path={path} query={query} only={(person) => setFilter((was) => ({ ...was, person }))} />
    </>
  )
}

function Narrowing({ project, filter, put }: { project: OwnerProject; filter: Filter; put: (change: Partial<Filter>) => void }) {
  const { say } = useSpeech()
  const operators = useFetched<OwnerOperators>(`/projects/${project.number}/operators`, SELDOM).it?.operators ?? []
  const members = useFetched<OwnerMembers>(`/projects/${project.number}/members`, SELDOM).it?.members ?? []
  const people = [...members.map((one) => [one.id, plainName(one.name)] as const), ...operators.map((one) => [one.id, `${plainName(one.name)} · ${say('audit_as_operator')}`] as const)]
  return (
    <div class="narrowing" role="search" aria-label={say('filter')}>
      <label><span>{say('audit_person')}</span><Choice label={say('audit_person')} value={filter.person} options={[['', say('audit_everybody')], ...people]} onChange={(person) => put({ person })} /></label>
      <label><span>{say('audit_kind')}</span><Choice label={say('audit_kind')} value={filter.kind} options={[['', say('audit_everything')], ...KINDS.map((key) => [key.slice(4), say(key)] as const)]} onChange={(kind) => put({ kind })} /></label>
      <label><span>{say('audit_since')}</span><input class="number" type="date" value={filter.since} max={filter.until || undefined} onChange={(event) => put({ since: event.currentTarget.value })} /></label>
      <label><span>{say('audit_until')}</span><input class="number" type="date" value={filter.until} min={filter.since || undefined} onChange={(event) => put({ until: event.currentTarget.value })} /></label>
      {queryOf(filter) && <button type="button" class="btn quiet" onClick={() => put(EVERYTHING)}>{say('audit_clear')}</button>}
    </div>
  )
}

function Lines({ path, query, only }: { path: string; query: string; only: (person: string) => void }) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const { it, trouble } = useFetched<OwnerAuditPage>(path + query, SELDOM)
  const [older, setOlder] = useState<OwnerAuditPage | null>(null)
  if (!it) {
    if (trouble?.code === 'audit_by_owner') return <Locked>{trouble.message}</Locked>
    if (trouble) return <p class="empty" role="alert">{trouble.message || say('no_server')}</p>
    return <div class="sheet"><Coming rows={6} words={say('loading')} /></div>
  }
  const entries = [...it.entries, ...(older?.entries.filter(({ id }) => !it.entries.some((one) => one.id === id)) ?? [])]
  const next = older ? older.next : it.next
  const more = async (): Promise<void> => {
    const page = await ask<OwnerAuditPage>('GET', `${path}${query}${query ? '&' : '?'}cursor=${next}`)
    setOlder((was) => ({ ...page, entries: [...(was?.entries ?? []), ...page.entries] }))
  }
  return (
    <>
      {entries.length === 0 && <p class="empty" role="status">{say('audit_none')}</p>}
      {byDay(entries, language).map(([day, of]) => (
        <section key={day} class="sheet audit" aria-label={day}>
          <h2>{day}</h2>
          <ul>{of.map((one) => <Line key={one.id} one={one} only={only} />)}</ul>
        </section>
      ))}
      {next && <p class="more"><button type="button" class="btn" onClick={() => void more()}>{say('audit_more')}</button></p>}
    </>
  )
}

function Line({ one, only }: { one: OwnerAuditEntry; only: (person: string) => void }) {
  const { say, language } = useSpeech()
  const who = plainName(whoOf(say, one))
  const at = new Date(one.at)
  const about = aboutOf(say, one)
  const { person } = one
  return (
    <li>
      <time class="num" dateTime={at.toISOString()} title={at.toLocaleString(language)}>{at.toLocaleTimeString(language, { timeStyle: 'short' })}</time>
      <span class="face d32" style={{ '--h': hueOf(person ?? one.side) }} aria-hidden="true">{initials(who)}</span>
      <div>
        <p>
          {person ? <button type="button" class="who" aria-label={say('audit_of', { name: who })} onClick={() => only(person)}>{who}</button> : <b>{who}</b>}
          {one.side === 'operator' && <small>{say('audit_as_operator')}</small>}
          <small class="num">{one.address || say('audit_here')}</small>
        </p>
        <p>{say(`did_${one.kind}`)}{about && <>{': '}<b class="said">{about}</b></>}</p>
        {one.changes.length > 0 && <ul class="changes">{one.changes.map((change) => <Changed key={change.field} {...toldOf(say, change)} />)}</ul>}
      </div>
    </li>
  )
}

function Changed({ field, old, now }: { field: string; old: string; now: string }) {
  return <li>{field && <span class="said">{field}{(old || now) && ': '}</span>}{old && <><del class="said">{old}</del>{' → '}</>}<span class="said">{now}</span></li>
}
