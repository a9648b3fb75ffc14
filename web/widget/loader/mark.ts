/**
 * The mark by which a browser that has written to us is known: an empty base of the device. The list of bases comes without waiting, whereas
 * a look into localStorage, or listening to it, stops the page until the disk has answered.
 */
export interface Mark {
  /** Does it stand? Nothing is stored by looking. */
  stands(): Promise<boolean>
  /** Leaves it, and tells the other tabs. */
  leave(): void
}

/** `left` is called when another tab has left the mark. Who writes there has left this one before: until then nobody is listened to, and no other process woken. */
export function makeMark(name: string, left: () => void): Mark {
  let told: BroadcastChannel | undefined
  let done = false
  const mark = {
    async stands() {
      try {
        return (await indexedDB.databases()).some((base) => base.name === name)
      } catch {
        return Object.keys(localStorage).some((key) => key.startsWith(name))
      }
    },
    leave() {
      if (done) return
      done = true
      const channel = open()
      channel?.postMessage('')
      channel?.close() // what was posted still goes
      const asked = indexedDB.open(name)
      asked.onsuccess = () => asked.result.close()
    },
  }

  /** Nothing where the page may talk to no other tab. */
  function open(): BroadcastChannel | undefined {
    try {
      const channel = new BroadcastChannel(name)
      channel.onmessage = left
      return channel
    } catch {
      return undefined
    }
  }

  const listen = () => (told ??= open())
  if (!document.hasFocus()) listen()
  addEventListener('blur', listen)
  // A page with an open channel would not be kept for the way back.
  addEventListener('pagehide', () => told?.close())
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    told = open()
    mark.stands().then((known) => known && left()).catch(() => {})
  })
  return mark
}
