/** The chat as it will stand on the site, in the project's colour and under its name. */
import { initials } from '../shared/face'
import { plainName } from '../shared/linkify'
import { Icon } from '../shared/ui/icon'
import { close, clip } from '../shared/ui/icons'
import { useSpeech } from './room'

export function Preview({ name, site, hue }: { name: string; site: string; hue: number }) {
  const { say } = useSpeech()
  const shown = plainName(name.trim()) || say('preview_name')
  return (
    <figure class="stage" aria-label={say('preview')} style={{ '--hue': hue }}>
      <div class="window" aria-hidden="true">
        <div class="bar"><i /><i /><i /><span class="ell said">{site.trim() || 'shop.example'}</span></div>
        <div class="page-of"><b /><b /><i /><i /><i /><b class="half" /><b class="half" /></div>
        <div class="chat-of">
          <div class="top"><span class="face-of">{initials(shown)}</span><span><b class="ell said">{shown}</b><em>{say('preview_wait')}</em></span></div>
          <div class="bubble-of">{say('preview_hello')}</div>
          <div class="field-of"><Icon path={clip} size="s" />{say('preview_write')}</div>
        </div>
        <span class="launcher-of"><Icon path={close} size="m" /></span>
      </div>
    </figure>
  )
}
