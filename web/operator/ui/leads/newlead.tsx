/** The window in which a lead is made by hand: a call, a walk-in. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { newId } from '../../../shared/ids'
import { Field } from '../../../shared/ui/field'
import { RequestRefused } from '../../net/api'
import { readSum } from '../../state/money'
import type { Pipeline } from '../../wire'
import { Sheet } from '../help'
import { useSay } from '../room'
import { deals } from './own'
import { toLeads } from './place'

const NOTHING = { title: '', name: '', phone: '', email: '', sum: '' }
const LABELS = { title: 'lead_title', name: 'contact_name', phone: 'contact_phone', email: 'contact_email', sum: 'lead_sum' } as const
type Name = keyof typeof NOTHING

export function NewLead({ pipeline, shut }: { pipeline: Pipeline; shut: () => void }) {
  const say = useSay()
  const [id] = useState(newId)
  const [typed, setTyped] = useState(NOTHING)
  const [trouble, setTrouble] = useState<{ field: string; words: string } | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const focus = (name: string): void => form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)?.focus()
  useEffect(() => focus('title'), [])
  useEffect(() => {
    if (trouble) focus(trouble.field)
  }, [trouble])
  const save = (event: Event): void => {
    event.preventDefault()
    const sum = readSum(typed.sum)
    if (sum === undefined) return setTrouble({ field: 'sum', words: say('lead_sum_wrong') })
    deals.add({ ...typed, id, sum, note: '', stage: pipeline.stages[0]?.id ?? '' }).then(() => (shut(), toLeads(id)), (why: unknown) => {
      if (!(why instanceof RequestRefused)) throw why
      setTrouble({ field: String(why.params['field'] ?? ''), words: why.message || say('no_server') })
    })
  }
  const named = trouble !== null && trouble.field in NOTHING
  return (
    <Sheet title={say('lead_new')} shut={shut}>
      <form ref={form} onSubmit={save} noValidate>
        {(Object.keys(NOTHING) as Name[]).map((name) => (
          <Field
            key={name} name={name} label={say(LABELS[name])} value={typed[name]} error={trouble?.field === name ? trouble.words : null} autoComplete="off"
            onInput={(text) => { setTyped({ ...typed, [name]: text }); setTrouble(null) }}
          />
        ))}
        {trouble && !named && <p role="alert">{trouble.words}</p>}
        <p class="deeds"><button type="submit" class="btn main">{say('lead_make')}</button></p>
      </form>
    </Sheet>
  )
}
