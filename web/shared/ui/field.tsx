/** A field with its label above and its error below; what was typed is never touched. */
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { Icon } from './icon'
import { eye, eyeShut, info } from './icons'

export interface FieldOptions {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly error: string | null
  readonly type?: 'text' | 'email' | 'password'
  readonly inputMode?: 'numeric' | 'email' | 'url'
  readonly autoComplete?: string
  readonly hint?: string
  readonly children?: ComponentChildren
  onInput(value: string): void
}

export function Field({ label, name, value, error, type = 'text', inputMode, autoComplete, hint, children, onInput }: FieldOptions) {
  const id = useId()
  const kind = { type } as { type: 'text' } // the attributes that we use are the same for all three
  const told = error ? `${id}-error` : undefined
  return (
    <div class="fld">
      <label class="label" for={id}>{label}</label>
      <span class="in">
        <input
          id={id} name={name} {...kind} value={value} aria-invalid={error ? true : undefined} aria-describedby={told}
          onInput={(event) => onInput(event.currentTarget.value)} spellcheck={false} autocapitalize="off"
          {...(inputMode ? { inputMode } : {})} {...(autoComplete ? { autoComplete } : {})} {...(hint ? { title: hint } : {})}
        />
        {children}
      </span>
      {error && <span class="error" id={told} role="alert"><Icon path={info} />{error}</span>}
    </div>
  )
}

export interface PasswordOptions extends Omit<FieldOptions, 'type' | 'children'> {
  readonly show: string
  readonly hide: string
}

/** A password that can be looked at. */
export function PasswordField({ show, hide, ...rest }: PasswordOptions) {
  const [shown, setShown] = useState(false)
  return (
    <Field {...rest} type={shown ? 'text' : 'password'}>
      <button type="button" class="icon" aria-label={shown ? hide : show} title={shown ? hide : show} onClick={() => setShown(!shown)}>
        <Icon path={shown ? eyeShut : eye} size="m" />
      </button>
    </Field>
  )
}
