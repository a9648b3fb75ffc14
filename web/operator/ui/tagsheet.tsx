/** The window in which administrators make, rename, paint and remove tags. */
import { useState } from 'preact/hooks'
import { newId } from '../../shared/ids'
import { tooLong } from '../../shared/limits'
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { close } from '../../shared/ui/icons'
import { RequestRefused } from '../net/api'
import { useStore } from '../state/store'
import type { Tag, TagColor } from '../wire'
import { Gone, type LeavingThings, useLeavingThings } from './gone'
import { Sheet } from './help'
import { useDesk, useSay } from './room'

const COLORS: readonly TagColor[] = ['amber', 'blue', 'violet', 'rose', 'red', 'green', 'teal', 'grey']

export function TagSheet({ shut }: { shut: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const tags = useStore(desk.state, (state) => state.tags)
  const [made, setMade] = useState(0)
  const leaving = useLeavingThings()
  return (
    <Sheet title={say('tags')} shut={shut}>
      <p class="hint">{say('tags_then')}</p>
      <div class="tagrows">
        {tags.filter(({ id }) => !leaving.removing.hides(id)).map((tag) => <Line key={tag.id} tag={tag} leaving={leaving} />)}
        <Line key={`new ${made}`} tag={null} leaving={leaving} kept={() => setMade(made + 1)} />
      </div>
      <Gone of={leaving} />
    </Sheet>
  )
}

interface Typed {
  readonly id: string
  readonly name: string
  readonly color: TagColor
}
/** What is being typed, by the tag's id, '' for a new one. */
const typedBy = new WeakMap<object, Map<string, Typed>>()

function typedAt(desk: object): Map<string, Typed> {
  const known = typedBy.get(desk) ?? new Map<string, Typed>()
  typedBy.set(desk, known)
  return known
}

/** One tag, or the place for a new one. What was typed stays when it is refused, and when the window is shut. */
function Line({ tag, leaving, kept }: { tag: Tag | null; leaving: LeavingThings; kept?: () => void }) {
  const say = useSay()
  const desk = useDesk()
  const all = typedAt(desk)
  const key = tag?.id ?? ''
  const [typed, setTyped] = useState<Typed>(() => all.get(key) ?? { id: tag?.id ?? newId(), name: tag?.name ?? '', color: tag?.color ?? 'amber' })
  const { id, name, color } = typed
  const [trouble, setTrouble] = useState('')
  const put = (change: Partial<Typed>): void => {
    setTyped({ ...typed, ...change })
    all.set(key, { ...typed, ...change })
  }
  const told = (doing: Promise<void>): void => {
    doing.then(() => (setTrouble(''), all.delete(key), kept?.()), (why: unknown) => {
      if (!(why instanceof RequestRefused)) throw why
      setTrouble(why.message || say('no_server'))
    })
  }
  const save = (event: Event): void => {
    event.preventDefault()
    const long = tooLong(name, 'tag')
    if (long) return setTrouble(say('field_long', { ...long }))
    told(leaving.removing.settle().then(() => desk.tagging.keep({ id, name, color }, tag === null))) // the name may be that of a removed one
  }
  const remove = (one: Tag): void =>
    leaving.removing.begin({ id, name: plainName(one.name), words: say('tag_gone', { name: plainName(one.name) }), remove: () => desk.tagging.remove(id) })
  const changed = tag === null ? name !== '' : name !== tag.name || color !== tag.color
  return (
    <form class="tagrow" data-id={id} onSubmit={save}>
      <i class="tag dot-only" data-color={color} aria-hidden="true" />
      <input class="input" value={name} aria-label={say(tag ? 'tag_name' : 'tag_new')} placeholder={say('tag_new')} aria-invalid={trouble !== ''} aria-describedby={trouble ? `${id}-trouble` : undefined} onInput={(event) => { put({ name: event.currentTarget.value }); setTrouble('') }} />
      <select value={color} aria-label={say('tag_color')} onChange={(event) => put({ color: event.currentTarget.value as TagColor })}>
        {COLORS.map((one) => <option key={one} value={one}>{say(`color_${one}`)}</option>)}
      </select>
      <button type="submit" class="btn" disabled={!changed}>{say(tag ? 'save_it' : 'add')}</button>
      {tag && <button type="button" class="icon" aria-label={say('tag_remove', { name: plainName(tag.name) })} onClick={() => remove(tag)}><Icon path={close} /></button>}
      {trouble && <p role="alert" id={`${id}-trouble`} ref={(told) => told?.scrollIntoView({ block: 'nearest' })}>{trouble}</p>}
    </form>
  )
}
