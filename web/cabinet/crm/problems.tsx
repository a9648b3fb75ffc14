/** What does not work, and the CRM's own word for it. */
import { Icon } from '../../shared/ui/icon'
import { close } from '../../shared/ui/icons'
import type { OwnerCrmProblem } from '../../shared/wire.gen'

export function Problem({ of }: { of: OwnerCrmProblem }) {
  return <li class="no"><Icon path={close} size="m" /><div><b>{of.message || of.code}</b>{of.detail && <small class="said">{of.detail}</small>}</div></li>
}

export function Problems({ title, problems }: { title: string; problems: readonly OwnerCrmProblem[] }) {
  return (
    <div class="problems">
      <b>{title}</b>
      <ul class="checks">{problems.map((one) => <Problem key={one.code + one.detail} of={one} />)}</ul>
    </div>
  )
}
