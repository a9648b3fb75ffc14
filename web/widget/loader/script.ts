/** Fetches our scripts into the page: the panel, and the panel's parts. */
import type { FetchedScript } from '../contract'

/** Answers with what the script hands over; rejected when it does not come or is none of ours, and the next call tries anew. */
export function scripts(base: string, nonce: string) {
  return <Thing>(address: string): Promise<Thing> =>
    new Promise((resolve, reject) => {
      const script: FetchedScript<Thing> = document.createElement('script')
      script.arrived = resolve
      script.onload = script.onerror = () => {
        script.remove()
        reject(new Error(address))
      }
      script.nonce = nonce
      script.src = new URL(address, base + '/').href
      document.head.append(script)
    })
}
