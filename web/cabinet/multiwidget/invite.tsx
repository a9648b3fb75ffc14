/** The invitation: what comes by itself, when, on which pages, in which words. */
import type { OwnerInviteRules, SpokenLanguage } from '../../shared/wire.gen'
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import { Line, Switch } from '../controls'
import { useSpeech } from '../room'
import { languageName, SHIPPED } from '../texts/saying'
import type { Form } from './page'

interface Options {
  readonly form: Form
  readonly put: (changes: Partial<OwnerInviteRules>) => void
}

export function InviteForm({ form }: { form: Form }) {
  const { say } = useSpeech()
  const { invite } = form.now
  const put = (changes: Partial<OwnerInviteRules>): void => form.put({ invite: { ...invite, ...changes } })
  return (
    <section class="sheet group look inviting" aria-labelledby="inviting">
      <header class="bar">
        <div><h2 id="inviting">{say('invite')}</h2><p>{say('invite_why')}</p></div>
        <Switch label={say('invite')} on={invite.on} onChange={(on) => put({ on })} />
      </header>
      {invite.on && (
        <>
          <Line title={say('invite_what')} words={say('invite_what_then')}>
            <div class="seg" role="group" aria-label={say('invite_what')}>
              {(['bubble', 'chat'] as const).map((what) => <button key={what} type="button" aria-pressed={invite.what === what} onClick={() => put({ what })}>{say(`invite_${what}`)}</button>)}
            </div>
          </Line>
          <Moment form={form} put={put} />
          <Pages form={form} put={put} />
          {invite.what === 'bubble' && <Words form={form} put={put} />}
        </>
      )}
    </section>
  )
}

function Moment({ form, put }: Options) {
  const { say } = useSpeech()
  const { after, leaving } = form.now.invite
  const wrong = form.wrong('invite-after')
  return (
    <>
      <Line title={say('invite_after')} words={say('invite_after_then')} error={wrong}>
        <input
          class="number" type="number" inputMode="numeric" name="invite-after" min={0} max={3600} value={after} aria-label={say('invite_after')} aria-invalid={wrong ? true : undefined}
          onInput={(event) => put({ after: Math.trunc(event.currentTarget.valueAsNumber || 0) })}
        />
      </Line>
      <Line title={say('invite_leaving')} words={say('invite_leaving_then')}><Switch label={say('invite_leaving')} on={leaving} onChange={(on) => put({ leaving: on })} /></Line>
    </>
  )
}

function Pages({ form, put }: Options) {
  const { say } = useSpeech()
  return (
    <label class="written">
      <span>{say('invite_pages')}</span>
      <textarea
        name="invite-pages" rows={2} value={form.now.invite.pages} placeholder={say('invite_pages_all')} spellcheck={false} autocapitalize="off"
        aria-invalid={form.wrong('invite-pages') ? true : undefined} onInput={(event) => put({ pages: event.currentTarget.value })}
      />
      <Wrong words={form.wrong('invite-pages')} />
    </label>
  )
}

function Words({ form, put }: Options) {
  const { say, language: reader } = useSpeech()
  const { text } = form.now.invite
  const shown = SHIPPED.filter((one) => form.seen.languages.includes(one) || text[one])
  return (
    <>
      {shown.map((one: SpokenLanguage) => (
        <label key={one} class="written">
          <span>{say('invite_text', { language: languageName(one, reader) })}</span>
          <input
            name={`invite-text.${one}`} lang={one} value={text[one] ?? ''} placeholder={form.seen.usual[one]} aria-invalid={form.wrong(`invite-text.${one}`) ? true : undefined}
            onInput={(event) => put({ text: { ...text, [one]: event.currentTarget.value } })}
          />
          <Wrong words={form.wrong(`invite-text.${one}`)} />
        </label>
      ))}
    </>
  )
}

function Wrong({ words }: { words: string | null }) {
  return words ? <p class="error" role="alert"><Icon path={info} size="s" />{words}</p> : null
}
