/** What does not work, and the CRM's own word for it. */
import { Icon } from '../../shared/ui/icon'
import { close } from '../../shared/ui/icons'
import type { OwnerCrmProblem } from '../../shared/wire.gen'
import { useSpeech } from '../room'
import type { Key } from '../words'

/** What the server says of these sends people to this page: they are on it. */
const HERE: Readonly<Record<string, Key>> = { crm_address: 'crm_address_here', crm_no_access: 'crm_no_access_here', crm_no_right: 'crm_no_right_here' }

export function useProblem(): (of: OwnerCrmProblem) => { readonly words: string; readonly detail: string } {
  const { say } = useSpeech()
  return ({ code, message, detail }) => ({ words: HERE[code] ? say(HERE[code]) : message || code, detail: detail.replace(/<[a-z!][\s\S]*/i, '').trim() }) // a web server's page is no words
}

export function Problem({ of }: { of: OwnerCrmProblem }) {
  const { words, detail } = useProblem()(of)
  return <li class="no"><Icon path={close} size="m" /><div><b>{words}</b>{detail && <small class="said">{detail}</small>}</div></li>
}

export function Problems({ title, problems }: { title: string; problems: readonly OwnerCrmProblem[] }) {
  return (
    <div class="problems">
      <b>{title}</b>
      <ul class="checks">{problems.map((one) => <Problem key={one.code + one.detail} of={one} />)}</ul>
    </div>
  )
}
