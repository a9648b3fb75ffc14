/** Something to copy: a code with its button, which says what became of the press. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../shared/ui/icon'
import { check, copy } from '../shared/ui/icons'
import { useSpeech } from './room'

const SHOWN = 2_500

export interface CopyableOptions {
  readonly label: string
  readonly code: string
  /** The one filled button of its area. */
  readonly first: boolean
  readonly children?: ComponentChildren
}

export function Copyable({ label, code, first, children }: CopyableOptions) {
  const { say } = useSpeech()
  const [told, setTold] = useState<'copied' | 'copy_failed' | null>(null)
  useEffect(() => {
    if (!told) return
    const timer = setTimeout(() => setTold(null), SHOWN)
    return () => clearTimeout(timer)
  }, [told])
  const press = (): void => {
    const done = navigator.clipboard ? navigator.clipboard.writeText(code) : Promise.reject(new Error('no clipboard'))
    done.then(() => setTold('copied'), () => setTold('copy_failed'))
  }
  return (
    <div class="code">
      <div class="top">
        <p>{children}</p>
        <button type="button" class={first ? 'btn main' : 'btn'} onClick={press}>
          <Icon path={told === 'copied' ? check : copy} size="m" />{say(told === 'copied' ? 'copied' : 'copy')}
        </button>
      </div>
      <pre tabIndex={0} role="region" aria-label={label}><code>{code}</code></pre>
      <p class="told" role="status">{told === 'copy_failed' ? say('copy_failed') : told === 'copied' ? <span class="unseen">{say('copied')}</span> : null}</p>
    </div>
  )
}
