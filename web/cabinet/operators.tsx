/** Operators: who answers visitors, and under which name. */
import { useCallback, useMemo, useState } from 'preact/hooks'
import { plainName } from '../shared/linkify'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { down, plus, search, up } from '../shared/ui/icons'
import type { OwnerOperator, OwnerOperators, OwnerProject } from '../shared/wire.gen'
import { Toast, type Told } from './controls'
import { OperatorFace } from './face'
import { Editor } from './operator'
import { useSpeech } from './room'
import { useAsk, useFetched } from './server'
import { type Column, COLUMNS, pressed, type Sorting, sorted } from './sorting'
import { Broken, Head } from './page'

type Which = 'all' | 'online' | 'disabled'

const HOLDS: Readonly<Record<Which, (one: OwnerOperator) => boolean>> = {
  all: () => true,
  online: (one) => !one.disabled && one.there === 'online',
  disabled: (one) => one.disabled,
}

export function Operators({ project }: { project: OwnerProject }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const path = `/projects/${project.number}/operators`
  const { it, trouble, again } = useFetched<OwnerOperators>(path)
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const forget = useCallback(() => setTold(null), [])
  const enable = (one: OwnerOperator): void => {
    ask('POST', `${path}/${one.id}/enable`).then(again, (refused) => setTold({ words: refused instanceof RequestRefused ? refused.message : say('no_server') }))
  }
  const disabled = (one: OwnerOperator): void => {
    setOpen(null)
    setTold({ words: say('operator_disabled', { name: plainName(one.name), n: one.open }), undo: () => enable(one) })
    void again()
  }
  const saved = (): void => {
    setOpen(null)
    void again()
  }
  if (!it) return <Broken title={say('operators')} trouble={trouble} again={again} />
  const edited = it.operators.find((one) => one.id === open)
  return (
    <>
      <Head title={say('operators')} words={say('operators_then')}>
        <button type="button" class="btn main" onClick={() => setOpen('new')}><Icon path={plus} size="m" />{say('add')}</button>
      </Head>
      <Table all={it.operators} open={setOpen} />
      <p class="foot-note">{say('operators_stay')}</p>
      {(edited || open === 'new') && (
        <Editor key={open} path={path} it={edited ?? null} staff={it} shut={() => setOpen(null)} saved={saved} again={() => void again()} disabled={disabled} enable={(one) => { enable(one); setOpen(null) }} />
      )}
      <Toast told={told} gone={forget} />
    </>
  )
}

function Table({ all, open }: { all: readonly OwnerOperator[]; open: (id: string) => void }) {
  const { say } = useSpeech()
  const [which, setWhich] = useState<Which>('all')
  const [words, setWords] = useState('')
  const [order, setOrder] = useState<Sorting>({ by: 'operator', down: false })
  const shown = useMemo(() => {
    const wanted = words.trim().toLocaleLowerCase()
    const fits = (one: OwnerOperator): boolean => `${one.name} ${one.email}`.toLocaleLowerCase().includes(wanted)
    return sorted(all.filter((one) => HOLDS[which](one) && fits(one)), order)
  }, [all, which, words, order])
  return (
    <>
      <div class="tools">
        <span class="find">
          <Icon path={search} size="m" />
          <input type="search" aria-label={say('name_or_email')} placeholder={say('name_or_email')} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
        </span>
        <div class="seg" role="group" aria-label={say('filter')}>
          {(['all', 'online', 'disabled'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === which} onClick={() => setWhich(one)}>
              {say(`which_${one}`)} <span class="num">{all.filter(HOLDS[one]).length}</span>
            </button>
          ))}
        </div>
      </div>
      <section class="sheet" aria-label={say('operators')}>
        {shown.length === 0 ? <p class="empty">{say('nobody_found')}</p> : (
          <table class="people">
            <thead><tr>{COLUMNS.map((by) => <Heading key={by} by={by} order={order} press={() => setOrder(pressed(order, by))} />)}</tr></thead>
            <tbody>{shown.map((one) => <Row key={one.id} one={one} open={() => open(one.id)} />)}</tbody>
          </table>
        )}
      </section>
    </>
  )
}

/** A column's name, which sorts by it. */
function Heading({ by, order, press }: { by: Column; order: Sorting; press: () => void }) {
  const { say } = useSpeech()
  const counts = by === 'sessions' || by === 'open_count'
  const rises = order.down === counts
  const sort = order.by !== by ? undefined : rises ? 'ascending' : 'descending'
  return (
    <th scope="col" class={counts ? 'end' : undefined} aria-sort={sort}>
      <button type="button" onClick={press}>{say(by)}{sort && <Icon path={rises ? up : down} size="s" />}</button>
    </th>
  )
}

function Row({ one, open }: { one: OwnerOperator; open: () => void }) {
  const { say } = useSpeech()
  return (
    <tr class={one.disabled ? 'out' : undefined}>
      <td>
        <div class="person">
          <OperatorFace one={one} />
          <div><button type="button" class="ell" onClick={open}>{plainName(one.name)}</button><small class="ell said">{one.email}</small></div>
        </div>
      </td>
      <td>{one.role === 'admin' ? <span class="badge ours">{say('admin')}</span> : <span class="quiet">{say('operator')}</span>}</td>
      <td>{one.disabled ? <span class="badge">{say('disabled')}</span> : <span class={`state ${one.there}`}><i class={`presence plain ${one.there}`} aria-hidden="true" />{say(`there_${one.there}`)}</span>}</td>
      <td class="end num">{one.sessions}</td>
      <td class="end num">{one.disabled ? '—' : one.open}</td>
    </tr>
  )
}
