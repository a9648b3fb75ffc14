/** Where somebody is signed in: each browser by its system and name, when it was there last, and the way to sign it out. */
import { type Language } from '../i18n'
import { moment, shortly } from '../time'
import type { SignedInBrowser } from '../wire.gen'
import { device, handheld } from './device'
import { Icon } from './icon'
import { desktop, phone } from './icons'

export interface BrowserWords {
  readonly here: string
  readonly unknown: string
  readonly end: string
  endNamed(name: string): string
  seen(when: string): string
}

export interface BrowsersOptions {
  readonly all: readonly SignedInBrowser[]
  readonly language: Language
  readonly words: BrowserWords
  /** One is being signed out: another has to wait. */
  readonly busy?: boolean
  end(id: string): void
}

export function Browsers({ all, language, words, busy = false, end }: BrowsersOptions) {
  return (
    <ul class="browsers">
      {all.map((one) => {
        const name = device(one.user_agent) || words.unknown
        return (
          <li key={one.id}>
            <Icon path={handheld(one.user_agent) ? phone : desktop} size="m" />
            <div>
              <b>{name}</b>
              <small title={moment(one.since, language)}>{one.this ? words.here : words.seen(shortly(one.seen, Date.now(), language))}</small>
            </div>
            {!one.this && <button type="button" class="btn quiet" aria-label={words.endNamed(name)} aria-disabled={busy || undefined} onClick={() => busy || end(one.id)}>{words.end}</button>}
          </li>
        )
      })}
    </ul>
  )
}
