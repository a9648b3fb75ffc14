/** Which invitation this browser has closed: kept on the device from then on, and told to the other tabs. Where storage is blocked, for the page's life. */

const names = (project: string) => `besedka.invited.${project}`
let here = ''

export function recall(project: string): string {
  try {
    return localStorage.getItem(names(project)) ?? here
  } catch {
    return here
  }
}

export function remember(project: string, name: string): void {
  here = name
  try {
    localStorage.setItem(names(project), name)
  } catch {
    // Storage is blocked, or full.
  }
  const channel = open(names(project))
  channel?.postMessage('')
  channel?.close() // what was posted still goes
}

/** Nothing where the page may talk to no other tab. */
function open(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name)
  } catch {
    return undefined
  }
}

/** Calls `heard` when another tab says anything on the channel; what it returns ends that. A page that leaves closes its channels, so that it may be kept. */
function hear(name: string, heard: () => void): () => void {
  let channel: BroadcastChannel | undefined
  const begin = () => {
    channel = open(name)
    if (channel) channel.onmessage = heard
  }
  const stop = () => channel?.close()
  const back = ({ persisted }: PageTransitionEvent) => persisted && begin()
  begin()
  addEventListener('pagehide', stop)
  addEventListener('pageshow', back)
  return () => {
    stop()
    removeEventListener('pagehide', stop)
    removeEventListener('pageshow', back)
  }
}

/** Another tab has closed this project's invitation. */
export const hearClosed = (project: string, heard: () => void) => hear(names(project), heard)
/** Another tab has written: the mark's own channel (loader/mark.ts). */
export const hearWritten = hear
