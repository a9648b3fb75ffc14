/** One's own menu: the language, the keys, and the way out. */
import { Icon } from '../../shared/ui/icon'
import { check, keys, leave } from '../../shared/ui/icons'
import { NAMES } from './language'
import { useHelp, useLeaving } from './acts'
import { setLanguage, useLanguage, useSay } from './room'

export function MyMenu() {
  const say = useSay()
  const language = useLanguage()
  const showKeys = useHelp()
  const signOut = useLeaving()
  return (
    <>
      {(['ru', 'en'] as const).map((one) => (
        <button key={one} type="button" class="mi" role="menuitemradio" aria-checked={one === language} lang={one} onClick={() => setLanguage(one)}>
          <span>{NAMES[one]}</span>{one === language && <Icon path={check} size="m" />}
        </button>
      ))}
      <hr />
      <button type="button" class="mi no-phone" role="menuitem" onClick={showKeys}><Icon path={keys} size="m" /><span>{say('keys')}</span><kbd>?</kbd></button>
      <button type="button" class="mi" role="menuitem" onClick={signOut}><Icon path={leave} size="m" turns /><span>{say('sign_out')}</span></button>
    </>
  )
}
