/** A form that is sent whole: what was typed stays, a refusal stands beside its field, and one press is one request. */
import { useRef, useState } from 'preact/hooks'
import { RequestRefused } from '../shared/ui/http'
import { useSpeech } from './room'

export interface Form<F extends string> {
  readonly typed: Readonly<Record<F, string>>
  readonly errors: Readonly<Partial<Record<F | 'form', string>>>
  readonly busy: boolean
  readonly element: { current: HTMLFormElement | null }
  put(field: F): (text: string) => void
  /** Run the deed; what it is refused with goes to its field. */
  send(deed: () => Promise<void>): (event: Event) => void
}

/** `place` tells which field a refusal is about; what is about none stands under the form. */
export function useForm<F extends string>(empty: Readonly<Record<F, string>>, place: (refused: RequestRefused) => F | 'form'): Form<F> {
  const { say } = useSpeech()
  const element = useRef<HTMLFormElement | null>(null)
  const [typed, setTyped] = useState(empty)
  const [errors, setErrors] = useState<Partial<Record<F | 'form', string>>>({})
  const [busy, setBusy] = useState(false)
  const put = (field: F) => (text: string): void => {
    setTyped((was) => ({ ...was, [field]: text }))
    setErrors((was) => Object.fromEntries(Object.entries(was).filter(([name]) => name !== field && name !== 'form')) as typeof was)
  }
  const send = (deed: () => Promise<void>) => (event: Event): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    deed().catch((trouble: unknown) => {
      if (!(trouble instanceof RequestRefused)) throw trouble
      const field = place(trouble)
      setErrors({ [field]: trouble.message || say('no_server') } as typeof errors)
      element.current?.querySelector<HTMLElement>(`[name=${field}]`)?.focus()
    }).finally(() => setBusy(false))
  }
  return { typed, errors, busy, element, put, send }
}
