/** The value of an additional field: text, and variables put where the cursor is. */
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import type { OwnerCrmOption } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import { type Key, ru } from '../words'
import { withVariable } from './rules'

export interface ValueOptions {
  readonly name: string
  readonly title: string
  readonly value: string
  readonly options: readonly OwnerCrmOption[]
  readonly variables: readonly string[]
  readonly error: string | null
  /** It takes the focus when it comes. */
  readonly fresh: boolean
  put(value: string): void
}

export function Value({ name, title, value, options, variables, error, fresh, put }: ValueOptions) {
  const { say } = useSpeech()
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const cursor = useRef<number | null>(null)
  useEffect(() => void (fresh && box.current?.focus()), [])
  useLayoutEffect(() => {
    if (cursor.current === null || !box.current) return
    box.current.focus()
    box.current.setSelectionRange(cursor.current, cursor.current)
    cursor.current = null
  }, [value])
  const insert = (variable: string): void => {
    const { selectionStart, selectionEnd } = box.current ?? { selectionStart: null, selectionEnd: null }
    const [next, at] = withVariable(value, selectionStart ?? value.length, selectionEnd ?? value.length, variable)
    cursor.current = at
    put(next)
  }
  return (
    <div class="value">
      <span class="typed">
        <input
          ref={box} name={name} value={value} aria-label={say('extra_value_of', { title })} aria-invalid={error ? true : undefined} aria-describedby={error ? `${id}-wrong` : undefined}
          list={options.length ? `${id}-options` : undefined} spellcheck={false} autocomplete="off" onInput={(event) => put(event.currentTarget.value)}
        />
        <Menu label={say('extra_variable_of', { title })} class="icon" boxClass="picking variables" button="{ }">
          <div class="picks">
            {variables.map((one) => <button key={one} type="button" class="mi" role="menuitem" onClick={() => insert(one)}><span>{named(say, one)}</span><small>{`{${one}}`}</small></button>)}
            <button type="button" class="mi" role="menuitem" onClick={() => insert('param.product')}><span>{say('var_param')}</span><small>{'{param.…}'}</small></button>
          </div>
        </Menu>
      </span>
      {options.length > 0 && <datalist id={`${id}-options`}>{options.map((one) => <option key={one.id} value={one.title} />)}</datalist>}
      {error && <p class="error" id={`${id}-wrong`} role="alert"><Icon path={info} size="s" />{error}</p>}
    </div>
  )
}

/** A variable in words; one that this page does not know yet, by its own name. */
const named = (say: (key: Key) => string, variable: string): string => (`var_${variable}` in ru ? say(`var_${variable}` as Key) : variable)
