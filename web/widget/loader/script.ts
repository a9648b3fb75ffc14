/** Fetches our scripts into the page: the panel, and the panel's parts. */
import type { FetchedScript } from '../contract'

/** The browser's own, where it has them; what a page's policy asks for in place of a bare address. */
declare const trustedTypes: { createPolicy(name: string, rules: Trust): Trust }
interface Trust {
  createScriptURL(url: unknown): string
}

/** Answers with what the script hands over; rejected when it does not come or is none of ours, and the next call tries anew. */
export function scripts(base: string, nonce: string) {
  let trust = { createScriptURL: (url) => url } as Trust
  try {
    trust = trustedTypes.createPolicy('besedka', trust)
  } catch {
    // Neither the browser nor the page asks for it, or the page vouches for addresses by a policy of its own.
  }
  return <Thing>(address: string): Promise<Thing> =>
    new Promise((resolve, reject) => {
      const script: FetchedScript<Thing> = document.createElement('script')
      script.arrived = resolve
      script.onload = script.onerror = () => {
        script.remove()
        reject()
      }
      script.nonce = nonce
      script.src = trust.createScriptURL(new URL(address, base + '/'))
      document.head.append(script)
    })
}
