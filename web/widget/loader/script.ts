/** Fetches our scripts into the page: the panel, and the panel's parts. */
import type { FetchedScript } from '../contract'

/** The browser's own, where it has them; what a page's policy asks for in place of a bare address. */
declare const trustedTypes: { createPolicy(name: string, rules: Trust): Trust }
interface Trust {
  createScriptURL(url: unknown): string
}

/** Who waits so long is told that it does not come: a server may take the question and never answer. */
const LONGEST = 10_000

/** Answers with what the script hands over; rejected when it does not come or is none of ours, and the next call tries anew. */
export function scripts(base: string, nonce: string) {
  let trust: Trust | undefined
  return <Thing>(address: string): Promise<Thing> =>
    new Promise((resolve, reject) => {
      const script: FetchedScript<Thing> = document.createElement('script')
      script.arrived = resolve
      setTimeout(script.onload = script.onerror = () => {
        script.remove()
        reject()
      }, LONGEST)
      script.nonce = nonce
      script.src = (trust ??= vouch()).createScriptURL(new URL(address, base + '/'))
      document.head.append(script)
    })
}

/** Made when it is first asked for: a page may let a policy be made once only. */
function vouch(): Trust {
  const plain = { createScriptURL: (url) => url } as Trust
  try {
    return trustedTypes.createPolicy('besedka', plain)
  } catch {
    return plain // neither the browser nor the page asks for it, or the page vouches for addresses by a policy of its own
  }
}
