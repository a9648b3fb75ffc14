/** The tab says how many wait: the number in the title, a dot on the icon. */
import { useEffect } from 'preact/hooks'
import { plainName } from '../../shared/linkify'
import { useStore } from '../state/store'
import calm from '../../shared/ui/icon.svg'
import asked from '../icon-waiting.svg'
import { useList } from './list'
import { useDesk, useSay } from './room'

export function useBadge(): void {
  const say = useSay()
  const name = useStore(useDesk().state, (state) => plainName(state.project.name))
  const waiting = useList('new').waiting.length + useList('mine').waiting.length
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${name} · ${say('app')}`
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    icon?.setAttribute('href', waiting > 0 ? asked : calm)
    return () => {
      document.title = say('app')
      icon?.setAttribute('href', calm)
    }
  }, [say, name, waiting])
}
