/** The chat on the site, switched on and off where one looks first: the same switch as in the multiwidget. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../shared/ui/http'
import type { OwnerMultiwidget, OwnerProject } from '../shared/wire.gen'
import { Switch } from './controls'
import { useSpeech } from './room'
import { useAsk } from './server'

export function ChatSwitch({ project, changed }: { project: OwnerProject; changed: () => Promise<void> }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')
  const path = `/projects/${project.number}/settings/multiwidget`
  const turn = async (on: boolean): Promise<void> => {
    const { version, rules } = await ask<OwnerMultiwidget>('GET', path)
    const entries = rules.entries.map((entry) => (entry.kind === 'chat' ? { ...entry, on } : entry))
    await ask('PATCH', path, { version, changes: { entries } })
    await changed()
  }
  const asked = (on: boolean): void => {
    if (busy) return
    setBusy(true)
    setTrouble('')
    turn(on).catch((why) => setTrouble((why instanceof RequestRefused && why.message) || say('no_server'))).finally(() => setBusy(false))
  }
  return (
    <div class="step">
      <div>
        <b>{say('chat_on_site')}</b>
        <p>{say(project.chat ? 'chat_on_then' : 'chat_off_then')}</p>
        {trouble && <p class="error" role="alert">{trouble}</p>}
      </div>
      <Switch label={say('chat_on_site')} on={project.chat} locked={busy ? say('loading') : null} onChange={asked} />
    </div>
  )
}
