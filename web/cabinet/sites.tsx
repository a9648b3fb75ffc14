/** The sites that may carry the counter: added and taken off one by one, so that nobody's change is lost. */
import type { OwnerProject } from '../shared/wire.gen'
import { plainName } from '../shared/linkify'
import { Field } from '../shared/ui/field'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { close, plus } from '../shared/ui/icons'
import { useState } from 'preact/hooks'
import { useForm } from './forms'
import { useSpeech } from './room'
import { useAsk } from './server'

export function Sites({ project, changed }: { project: OwnerProject; changed: () => Promise<void> }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [trouble, setTrouble] = useState<string | null>(null)
  const path = `/projects/${project.number}/sites`
  const form = useForm({ site: '' }, () => 'site')
  const add = form.send(async () => {
    await ask('POST', path, { site: form.typed.site })
    form.put('site')('')
    await changed()
  })
  const remove = (site: string): void => {
    setTrouble(null)
    ask('DELETE', `${path}?site=${encodeURIComponent(site)}`).then(changed, (why) => {
      setTrouble((why instanceof RequestRefused && why.message) || say('no_server'))
    })
  }
  return (
    <section class="sheet sites" aria-label={`${say('sites')}: ${plainName(project.name)}`}>
      <h2>{say('sites')}</h2><p>{say(project.sites.length === 0 ? 'sites_empty' : 'sites_then')}</p>
      {project.sites.length > 0 && (
        <ul>
          {project.sites.map((site) => (
            <li key={site}>
              <span class="said">{site}</span>
              <button type="button" class="icon sm" aria-label={say('site_remove', { site })} title={say('site_remove', { site })} onClick={() => remove(site)}>
                <Icon path={close} size="s" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {trouble && <p class="error" role="alert">{trouble}</p>}
      <form ref={form.element} class="one-field" onSubmit={add} noValidate>
        <Field label={say('site')} name="site" inputMode="url" value={form.typed.site} error={form.errors.site ?? null} onInput={form.put('site')} />
        <button class="btn" aria-disabled={form.busy || undefined}><Icon path={plus} size="m" />{say('site_add')}</button>
      </form>
    </section>
  )
}
