/** The app as one of the system's: said quietly, where one looks for it, and never in the way. */
import { store, useStore } from '../state/store'
import { desktop } from '../net/desktop'
import { isApples } from '../net/devices'
import { useSay } from './room'

/** What Chromium offers and TypeScript has no word for. */
interface Offer extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const offered = store<Offer | null>(null)

/** Keep the browser's offer until somebody asks for it: it is made once, when it pleases. */
export function followOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offered.set(event as Offer)
  })
  addEventListener('appinstalled', () => offered.set(null))
}

export function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true)
}

export function Install() {
  const say = useSay()
  const offer = useStore(offered, (it) => it)
  if (desktop() || (!offer && !isApples() && !isInstalled())) return null
  return (
    <section aria-label={say('installing')}>
      <h3>{say('installing')}</h3>
      {isInstalled() ? <p class="hint">{say('installed')}</p> : <p class="hint">{say(offer ? 'install_why' : 'install_safari')}</p>}
      {offer && !isInstalled() && (
        <button type="button" class="btn" onClick={() => void offer.prompt().then(() => offered.set(null))}>{say('install')}</button>
      )}
    </section>
  )
}
