/** The other language, one press away, under its own name. */
import { Icon } from '../../shared/ui/icon'
import { globe } from '../../shared/ui/icons'
import { setLanguage, useLanguage } from './room'

export const NAMES = { ru: 'Русский', en: 'English' } as const

export function LanguageSwitch() {
  const other = useLanguage() === 'ru' ? 'en' : 'ru'
  return (
    <button type="button" class="btn quiet" lang={other} onClick={() => setLanguage(other)}>
      <Icon path={globe} size="m" />{NAMES[other]}
    </button>
  )
}
