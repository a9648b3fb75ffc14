/** Additional fields of a lead: which of the CRM's fields are filled and with what; beside each, what a real conversation makes of it. */
import { useRef, useState } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { bin, down, info, more, plus, up } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import type { OwnerCrmExtra, OwnerCrmField, OwnerCrmShownField } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import type { CrmDraft } from './page'
import { blamed, moved, readable, unused, written } from './rules'
import { useShowing } from './showing'
import { Value } from './value'

export function Extra({ drafted: { now, fresh, put, path, bar } }: { drafted: CrmDraft }) {
  const { say } = useSpeech()
  const [ordinal, setOrdinal] = useState<number | null>(null)
  const box = useRef<HTMLElement>(null)
  /** The field that was added here last: its value is what is typed next. */
  const [added, setAdded] = useState('')
  const shown = useShowing(path, now.extra, ordinal)
  const left = unused(fresh.fields, now.extra)
  const refusedAt = String(bar.refused?.params['field'] ?? '')
  const refused = blamed(now.extra, refusedAt)
  const change = (extra: readonly OwnerCrmExtra[]): void => put({ extra })
  const remove = (gone: string): void => {
    change(now.extra.filter(({ id }) => id !== gone))
    box.current?.querySelector<HTMLElement>('header .btn, header input')?.focus() // what had the focus is gone
  }
  return (
    <section ref={box} class="sheet group extra" aria-label={say('extra_fields')}>
      <header>
        <div><h2>{say('extra_fields')}</h2><p>{say('extra_fields_why')}</p></div>
        <Example ordinal={ordinal} put={setOrdinal} client={shown.it?.client ?? ''} number={shown.it?.ordinal ?? null} missing={shown.missing} />
        <Adding fields={left} add={({ id }) => (setAdded(id), change([...now.extra, { id, value: '' }]))} />
      </header>
      {shown.wrong[''] && <p class="error padded" role="alert">{shown.wrong['']}</p>}
      {now.extra.length === 0 ? <p class="empty">{say(fresh.fields.length ? 'extra_fields_none' : 'extra_fields_unknown')}</p> : (
        <ul class="fields" aria-label={say('extra_fields')}>
          <li class="heads" aria-hidden="true"><span>{say('extra_field')}</span><span>{say('extra_value')}</span><span>{say('extra_becomes')}</span></li>
          {now.extra.map((one, place) => (
            <Row
              key={one.id} one={one} place={place} last={place === now.extra.length - 1} field={fresh.fields.find(({ id }) => id === one.id)} variables={fresh.variables}
              shown={shown.it?.fields.find(({ id }) => id === one.id)} none={shown.it?.ordinal === null}
              error={(refused === one.id && bar.refused?.message) || shown.wrong[one.id] || null}
              put={(value) => change(written(now.extra, one.id, value))} move={(to) => change(moved(now.extra, place, to))} remove={() => remove(one.id)} fresh={one.id === added}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

interface ExampleOptions {
  readonly ordinal: number | null
  readonly number: number | null
  readonly client: string
  readonly missing: boolean
  put(ordinal: number | null): void
}

/** On which conversation the values are shown: the newest, or the one of a number. */
function Example({ ordinal, number, client, missing, put }: ExampleOptions) {
  const { say } = useSpeech()
  return (
    <label class="example">
      <span>{say('extra_example')}</span>
      <input
        class="number" inputMode="numeric" value={ordinal ?? ''} placeholder={number === null ? '—' : String(number)} aria-invalid={missing || undefined}
        onInput={(event) => put(Number.parseInt(event.currentTarget.value.replace(/\D/g, ''), 10) || null)}
      />
      <small role="status">{missing ? say('extra_no_such') : plainName(client)}</small>
    </label>
  )
}

function Adding({ fields, add }: { fields: readonly OwnerCrmField[]; add: (field: OwnerCrmField) => void }) {
  const { say } = useSpeech()
  const [sought, setSought] = useState('')
  if (fields.length === 0) return null
  const found = fields.filter(({ title, id }) => `${title} ${id}`.toLowerCase().includes(sought.trim().toLowerCase()))
  return (
    <Menu
      label={say('extra_add')} class="btn" kind="dialog" boxClass="picking" button={<><Icon path={plus} size="m" />{say('extra_add_short')}</>}
      onOpen={(box) => box.querySelector('input')?.focus()}
    >
      <input class="number seek" type="search" aria-label={say('extra_find')} placeholder={say('extra_find')} value={sought} onInput={(event) => setSought(event.currentTarget.value)} />
      <div class="picks steady" style={{ '--n': fields.length }}>
        {found.map((field) => (
          <button key={field.id} type="button" class="mi" onClick={() => (setSought(''), add(field))}><span>{field.title}</span><small>{say(`field_${field.type}`)}{field.required && ` · ${say('field_required')}`}</small></button>
        ))}
        {found.length === 0 && <p class="empty" role="status">{say('extra_not_found')}</p>}
      </div>
    </Menu>
  )
}

interface RowOptions {
  readonly one: OwnerCrmExtra
  readonly place: number
  readonly last: boolean
  /** Null: the CRM has it no more. */
  readonly field: OwnerCrmField | undefined
  readonly variables: readonly string[]
  readonly shown: OwnerCrmShownField | undefined
  /** There is no conversation yet to show it on. */
  readonly none: boolean
  readonly error: string | null
  /** It was just added. */
  readonly fresh: boolean
  put(value: string): void
  move(to: number): void
  remove(): void
}

function Row({ one, place, last, field, variables, shown, none, error, fresh, put, move, remove }: RowOptions) {
  const { say } = useSpeech()
  const title = field?.title ?? one.id
  return (
    <li>
      <div class="what"><b>{title}</b> <small>{field ? say(`field_${field.type}`) : say('crm_gone')}</small></div>
      <Value name={`fields.${place}.value`} title={title} value={one.value} options={field?.options ?? []} variables={variables} error={error} fresh={fresh} put={put} />
      <Becomes field={field} shown={one.value.trim() && !error ? shown : undefined} none={none} />
      <Menu label={say('extra_menu', { title })} class="icon" button={<Icon path={more} size="m" />}>
        {place > 0 && <button type="button" class="mi" role="menuitem" onClick={() => move(place - 1)}><Icon path={up} size="m" /><span>{say('extra_up')}</span></button>}
        {!last && <button type="button" class="mi" role="menuitem" onClick={() => move(place + 1)}><Icon path={down} size="m" /><span>{say('extra_down')}</span></button>}
        <button type="button" class="mi" role="menuitem" onClick={remove}><Icon path={bin} size="m" /><span>{say('extra_remove')}</span></button>
      </Menu>
    </li>
  )
}

function Becomes({ field, shown, none }: { field: OwnerCrmField | undefined; shown: OwnerCrmShownField | undefined; none: boolean }) {
  const { say } = useSpeech()
  const words = shown && readable(field, shown)
  return (
    <div class="becomes" role="status">
      {none ? <span class="quiet">{say('extra_no_conversation')}</span>
        : !shown ? null
        : !shown.fits ? <span class="error"><Icon path={info} size="s" />{say('extra_unfit', { value: shown.value, type: field ? say(`field_${field.type}`) : say('crm_gone') })}</span>
        : words ? <span class="said">{words}</span> : <span class="quiet">{say('extra_nothing')}</span>}
    </div>
  )
}
