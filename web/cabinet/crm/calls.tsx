/** What was asked of the CRM, and what it answered: secrets were masked before it was kept. */
import { moment } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { forward } from '../../shared/ui/icons'
import type { OwnerCrmCall, OwnerCrmCalls } from '../../shared/wire.gen'
import { usePaged } from '../paged'
import { useSpeech } from '../room'

export function Calls({ path }: { path: string }) {
  const { say } = useSpeech()
  const { all, trouble, more, list } = usePaged(path, (page: OwnerCrmCalls) => page.calls)
  return (
    <>
      {trouble && <p class="error padded" role="alert">{trouble}</p>}
      {!all && !trouble && <p class="empty" role="status">{say('loading')}</p>}
      {all?.length === 0 && <p class="empty" role="status">{say('crm_no_calls')}</p>}
      <ul class="calls" ref={list}>{all?.map((one) => <Call key={one.id} one={one} />)}</ul>
      {more && <p class="ends"><button type="button" class="btn" onClick={more}>{say('crm_more')}</button></p>}
    </>
  )
}

function Call({ one }: { one: OwnerCrmCall }) {
  const { say, language } = useSpeech()
  const well = one.status >= 200 && one.status < 300 && !one.code
  return (
    <li>
      <details>
        <summary>
          <span class={well ? 'status num well' : 'status num'}>{one.status || say('crm_no_answer')}</span>
          <span class="asked"><b>{one.method}</b> <span class="said">{one.url}</span></span>
          <Icon path={forward} size="s" turns />
          <small class="num">{moment(one.at, language)} · {say('crm_took', { n: one.took.toLocaleString(language) })}{one.code && ` · ${one.code}`}</small>
        </summary>
        <Body title={say('crm_sent')} text={one.sent} />
        <Body title={say('crm_got')} text={one.got} />
      </details>
    </li>
  )
}

function Body({ title, text }: { title: string; text: string }) {
  const { say } = useSpeech()
  return <><b class="part">{title}</b>{text ? <pre tabIndex={0} role="region" aria-label={title}>{laid(text)}</pre> : <p class="quiet">{say('crm_empty_body')}</p>}</>
}

/** JSON is laid out to be read; anything else stays as it is. */
function laid(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
