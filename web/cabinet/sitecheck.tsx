/** A look at a page of a site: verdict first, then each thing with its cure. */
import { useState } from 'preact/hooks'
import { Field } from '../shared/ui/field'
import { Icon } from '../shared/ui/icon'
import { alert, check, close } from '../shared/ui/icons'
import type { OwnerSiteAnswer } from '../shared/wire.gen'
import { useForm } from './forms'
import { useSpeech } from './room'
import { useAsk } from './server'
import { Copyable } from './snippet'
import { type Verdict, verdicts } from './verdicts'

export function SiteCheck({ path, first }: { path: string; first: string }) {
  const { say, language } = useSpeech()
  const ask = useAsk()
  const [seen, setSeen] = useState<OwnerSiteAnswer | null>(null)
  const form = useForm({ address: first }, () => 'address')
  const submit = form.send(async () => {
    setSeen(null)
    setSeen(await ask<OwnerSiteAnswer>('POST', `${path}/site-check`, { address: form.typed.address }))
  })
  return (
    <section class="sheet padded" aria-label={say('check_title')}>
      <h2>{say('check_title')}</h2>
      <p class="why">{say('check_then')}</p>
      <form ref={form.element} class="one-field" onSubmit={submit} noValidate>
        <Field label={say('check_page')} name="address" inputMode="url" value={form.typed.address} error={form.errors.address ?? null} onInput={form.put('address')} />
        <button class="btn" aria-disabled={form.busy || undefined}>{say(form.busy ? 'checking' : 'check_now')}</button>
      </form>
      <div role="status">
        {seen && <ul class="verdicts">{verdicts(seen, language).map((one) => <Row key={one.words} one={one} />)}</ul>}
      </div>
      {seen && seen.add.length > 0 && (
        <>
          <p class="why">{say('csp_replace')}</p>
          <Copyable label={say('csp_replace')} code={seen.add.map((line) => `${line};`).join('\n')} first />
        </>
      )}
    </section>
  )
}

const SIGNS = { ok: check, bad: close, warn: alert } as const

function Row({ one }: { one: Verdict }) {
  const { say } = useSpeech()
  return (
    <li class={one.state}>
      <Icon path={SIGNS[one.state]} size="m" />
      <div><b>{say(one.words, one.params)}</b>{one.cure && <p class="said">{say(one.cure, one.params)}</p>}</div>
    </li>
  )
}
