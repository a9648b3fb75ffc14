/**
 * A shelf of small texts in the browser's local storage, one entry per name, seen by all tabs of the site.
 * Where storage is blocked, full or cleared, the shelf still holds what was put on it for the page's life.
 */

export interface Shelf {
  set(name: string, value: string): void
  remove(name: string): void
  /** Everything whose name begins with `start`, in the order of names. */
  list(start: string): [name: string, value: string][]
  /** What is on the disk now, whoever wrote it. */
  stored(name: string): string | null
}

/** `begun` is told each time something is put where it outlives the page. */
export function openShelf(prefix: string, begun = () => {}): Shelf {
  const memory = new Map<string, string>()
  const disk = <T>(use: (storage: Storage) => T, otherwise: T): T => {
    try {
      return use(localStorage)
    } catch {
      return otherwise
    }
  }
  const stored = (name: string) => disk((storage) => storage.getItem(prefix + name), null)
  return {
    stored,
    set(name, value) {
      memory.set(name, value)
      disk((storage) => (storage.setItem(prefix + name, value), begun()), undefined)
    },
    remove(name) {
      memory.delete(name)
      disk((storage) => storage.removeItem(prefix + name), undefined)
    },
    list(start) {
      const found = new Map([...memory].filter(([name]) => name.startsWith(start)))
      disk((storage) => {
        for (const key of Object.keys(storage))
          if (key.startsWith(prefix + start)) found.set(key.slice(prefix.length), storage.getItem(key) ?? '')
      }, undefined)
      return [...found].sort(([one], [other]) => (one < other ? -1 : 1))
    },
  }
}

/** Calls `changed` when another tab puts something on the shelf (value) or takes it off (null). Returns how to stop. */
export function watchShelf(prefix: string, changed: (name: string, value: string | null) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key?.startsWith(prefix)) changed(key.slice(prefix.length), newValue)
  }
  addEventListener('storage', heard)
  return () => removeEventListener('storage', heard)
}
