/** One's own menu: the language, the keys, and the way out. */
import { Icon } from '../../shared/ui/icon'
import { bell, check, desktop, keys, leave, lock, person, slash, tag } from '../../shared/ui/icons'
import { useStore } from '../state/store'
import { NAMES } from './language'
import { refusal, useAvatar, useBrowsers, useCannedKeeper, useHelp, useLeaving, usePassword, useTagging, useTellingSheet } from './acts'
import { setLanguage, useDesk, useLanguage, useSay } from './room'

const STANCES = ['online', 'away', 'offline'] as const
export const STANCE_WORDS = { online: 'stance_online', away: 'stance_away', offline: 'stance_offline' } as const

export function MyMenu() {
  const say = useSay()
  const desk = useDesk()
  const stance = useStore(desk.state, (state) => state.me.stance ?? 'online')
  const language = useLanguage()
  const showKeys = useHelp()
  const showTelling = useTellingSheet()
  const signOut = useLeaving()
  const changePassword = usePassword()
  const showBrowsers = useBrowsers()
  const changeAvatar = useAvatar()
  const keepCanned = useCannedKeeper()
  const editTags = useTagging()
  const change = (one: (typeof STANCES)[number]): void => {
    desk.setStance(one === 'online' ? null : one).catch((trouble) => refusal.set(trouble))
  }
  return (
    <>
      {STANCES.map((one) => (
        <button key={one} type="button" class="mi" role="menuitemradio" aria-checked={one === stance} onClick={() => change(one)}>
          <i class={`presence plain ${one}`} aria-hidden="true" /><span>{say(STANCE_WORDS[one])}</span>{one === stance && <Icon path={check} size="m" />}
        </button>
      ))}
      <hr />
      {(['ru', 'en'] as const).map((one) => (
        <button key={one} type="button" class="mi" role="menuitemradio" aria-checked={one === language} lang={one} onClick={() => setLanguage(one)}>
          <span>{NAMES[one]}</span>{one === language && <Icon path={check} size="m" />}
        </button>
      ))}
      <hr />
      <button type="button" class="mi" role="menuitem" onClick={showTelling}><Icon path={bell} size="m" /><span>{say('telling')}</span></button>
      <button type="button" class="mi no-phone" role="menuitem" onClick={showKeys}><Icon path={keys} size="m" /><span>{say('keys')}</span><kbd>?</kbd></button>
      <button type="button" class="mi" role="menuitem" onClick={changeAvatar}><Icon path={person} size="m" /><span>{say('avatar')}</span></button>
      {keepCanned && <button type="button" class="mi" role="menuitem" onClick={keepCanned}><Icon path={slash} size="m" /><span>{say('canned')}</span></button>}
      {editTags && <button type="button" class="mi" role="menuitem" onClick={editTags}><Icon path={tag} size="m" /><span>{say('tags_edit')}</span></button>}
      <button type="button" class="mi" role="menuitem" onClick={changePassword}><Icon path={lock} size="m" /><span>{say('password_change')}</span></button>
      <button type="button" class="mi" role="menuitem" onClick={showBrowsers}><Icon path={desktop} size="m" /><span>{say('signed_in')}</span></button>
      <button type="button" class="mi" role="menuitem" onClick={signOut}><Icon path={leave} size="m" turns /><span>{say('sign_out')}</span></button>
    </>
  )
}
