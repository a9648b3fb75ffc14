/** The way to something in the CRM: its own page there, or, of our own CRM, within this app. */
import type { ComponentChildren } from 'preact'
import { Icon } from '../../shared/ui/icon'
import { outside } from '../../shared/ui/icons'
import { openable } from '../state/address'
import type { Crm } from '../wire'
import { LEADS, toLeads } from './leads/place'
import { ours } from './route'

interface Options {
  readonly of: Crm
  readonly id: string
  readonly url: string
  readonly children: ComponentChildren
  readonly class?: string
  /** How it is called where its words are only a name. */
  readonly label?: string
  /** What stands there when nothing opens it. */
  readonly otherwise?: ComponentChildren
}

export function CrmLink({ of, id, url, label, children, otherwise = null, class: look }: Options) {
  if (of.name === 'builtin') {
    const press = (event: MouseEvent): void => {
      if (!ours(event)) return
      event.preventDefault()
      toLeads(id)
    }
    return <a class={look} href={`${LEADS}/${id}`} aria-label={label} onClick={press}>{children}</a>
  }
  const href = openable(url)
  if (!href) return <>{otherwise}</>
  return <a class={look} href={href} target="_blank" rel="noopener noreferrer" aria-label={label}>{children}{!label && <Icon path={outside} turns />}</a>
}
