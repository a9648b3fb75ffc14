/** What every door of the cabinet shares: the mark, the garden, the language, and what the door offers. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Mark } from '../shared/ui/gazebo'
import { request } from '../shared/ui/http'
import type { OwnerWays } from '../shared/wire.gen'
import { Garden } from './garden'
import { LanguageSwitch, useSpeech } from './room'

export function Porch({ foot, children }: { foot?: ComponentChildren; children: ComponentChildren }) {
  const { say } = useSpeech()
  return (
    <main class="door owner">
      <div class="desk">
        <div class="brand"><span class="logo"><Mark /></span><b>{say('app')}</b></div>
        {children}
        <p class="foot">{foot}<span class="end"><LanguageSwitch /></span></p>
      </div>
      <div class="side"><Garden /></div>
    </main>
  )
}

/** Whether one may register here, and whether letters are sent; null until it is known. */
export function useWays(): OwnerWays | null {
  const { language } = useSpeech()
  const [ways, setWays] = useState<OwnerWays | null>(null)
  useEffect(() => {
    request<OwnerWays>(language, 'GET', '/api/owner/v1/ways').then(setWays, () => setWays(null))
  }, [language])
  return ways
}
