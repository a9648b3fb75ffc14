/** What outlives the app and is too large for a shelf: a table of the browser's, by names. Where there is none, nothing is kept, and nothing breaks. */

const TABLE = 'things'
const NAME = 'besedka.operator'

export class Cupboard {
  private opened: Promise<IDBDatabase> | null = null

  get<T>(name: string): Promise<T | null> {
    return this.use<T | null>('readonly', (table) => table.get(name), null).then((found) => found ?? null)
  }

  /** False: it could not be kept. */
  put(name: string, thing: unknown): Promise<boolean> {
    return this.use<unknown>('readwrite', (table) => table.put(thing, name), null).then((kept) => kept !== null)
  }

  remove(name: string): Promise<void> {
    return this.use('readwrite', (table) => table.delete(name), undefined).then(() => {})
  }

  /** Everything whose name begins so, in the order of names. */
  list<T>(start: string): Promise<T[]> {
    return this.use<T[]>('readonly', (table) => table.getAll(begins(start)), [])
  }

  /** Remove everything whose name begins so. */
  clear(start: string): Promise<void> {
    return this.use('readwrite', (table) => table.delete(begins(start)), undefined).then(() => {})
  }

  private async use<T>(mode: IDBTransactionMode, ask: (table: IDBObjectStore) => IDBRequest, otherwise: T): Promise<T> {
    try {
      const base = await (this.opened ??= open())
      return await new Promise<T>((done, failed) => {
        const deed = base.transaction(TABLE, mode)
        const asked = ask(deed.objectStore(TABLE))
        deed.oncomplete = () => done(asked.result as T)
        deed.onerror = deed.onabort = () => failed(deed.error)
      })
    } catch {
      this.opened = null
      return otherwise
    }
  }
}

const begins = (start: string): IDBKeyRange => IDBKeyRange.bound(start, `${start}\uffff`)

function open(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE)
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close()
      done(asked.result)
    }
    asked.onerror = asked.onblocked = () => failed(asked.error)
  })
}
