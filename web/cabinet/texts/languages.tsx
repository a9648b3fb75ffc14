/** The languages of the chat: the main one, whether it follows the page, and the list. */
import { Icon } from '../../shared/ui/icon'
import { close } from '../../shared/ui/icons'
import type { SpokenLanguage } from '../../shared/wire.gen'
import { Choice, Group, Line, Switch } from '../controls'
import { useSpeech } from '../room'
import { languageName, SHIPPED, type Saying } from './saying'

export function Languages({ saying }: { saying: Saying }) {
  const { say, language: reader } = useSpeech()
  const { language, languages } = saying.now
  const [main = 'en'] = languages
  const follows = language === 'auto'
  const named = (of: readonly SpokenLanguage[]) => of.map((one) => [one, languageName(one, reader)] as const)
  const lead = (one: SpokenLanguage): void => saying.put({ languages: [one, ...languages.filter((other) => other !== one)], language: follows ? 'auto' : one })
  const rest = SHIPPED.filter((one) => !languages.includes(one))
  return (
    <Group title={say('languages')} why={say('languages_why')}>
      <Line title={say('main_language')} words={say('main_language_then')} error={saying.wrong('languages')}>
        <Choice label={say('main_language')} value={main} options={named(languages)} onChange={lead} />
      </Line>
      <Line title={say('follow_page')} words={say(follows ? 'follow_page_then' : 'follow_page_off', { code: languages[1] ?? main })} error={saying.wrong('language')}>
        <Switch label={say('follow_page')} on={follows} onChange={(on) => saying.put({ language: on ? 'auto' : main })} />
      </Line>
      <div class="line tongues">
        <ul>
          {named(languages).map(([one, name]) => (
            <li key={one}>
              <span>{name}</span>{one === main && <small>{say('language_main')}</small>}
              {one !== main && (
                <button type="button" class="icon" aria-label={say('language_remove', { language: name })} onClick={() => saying.put({ languages: languages.filter((other) => other !== one) })}>
                  <Icon path={close} size="s" />
                </button>
              )}
            </li>
          ))}
        </ul>
        {rest.length > 0 && <Choice label={say('language_add')} value="" options={[['', say('language_add')] as const, ...named(rest)]} onChange={(one) => one && saying.put({ languages: [...languages, one] })} />}
      </div>
    </Group>
  )
}
