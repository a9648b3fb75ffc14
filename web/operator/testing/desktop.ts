/** A desktop app round the page, as far as the page can tell. */
import type { Desktop, Note, Status } from '../net/desktop'

export class FakeDesktop implements Desktop {
  readonly version = 1
  readonly told: unknown[] = []
  notes = new Map<string, Note>()
  /** Say something to the page, of whatever shape. */
  say: (said: unknown) => void = () => {}

  notify(note: Note): void {
    this.notes.set(note.tag, note)
  }
  withdraw(tag: string): void {
    this.notes.delete(tag)
  }
  badge(waiting: number): void {
    this.told.push({ badge: waiting })
  }
  opened(conversation: string): void {
    this.told.push({ opened: conversation })
  }
  presence(status: Status): void {
    this.told.push({ presence: status })
  }
  quiet(until: number): void {
    this.told.push({ quiet: until })
  }
  signed(operator: string): void {
    this.told.push({ signed: operator })
  }
  took(reply: string): void {
    this.told.push({ took: reply })
  }
  listen(heard: (said: unknown) => void): void {
    this.say = heard
  }
}
