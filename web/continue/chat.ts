/** The ordinary widget, over the whole page: its settings come without the rules by which sites show it. */

type Besedka = ((...said: unknown[]) => void) & { q?: unknown[][] }

/** Where the widget keeps what this browser has of a project (web/widget/contract.ts, `shelfPrefix`). */
const shelf = (project: string): string => `besedka.${project}.`
const LAST = 'besedka.continue'

/** The project whose conversation was continued here last: whoever loads the page anew finds it again. */
export function last(): string | null {
  try {
    return localStorage.getItem(LAST)
  } catch {
    return null
  }
}

/** Tells whether this browser keeps anything: without it the key would be lost, and the link used up for nothing. */
export function remembers(): boolean {
  try {
    localStorage.setItem(LAST + '.try', '1')
    localStorage.removeItem(LAST + '.try')
    return true
  } catch {
    return false
  }
}

/** A secret of this browser, made once: a link that it has opened opens for it again. */
export function browser(): string {
  try {
    const kept = localStorage.getItem(LAST + '.browser') ?? random()
    localStorage.setItem(LAST + '.browser', kept)
    return kept
  } catch {
    return random()
  }
}

function random(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Puts the key where the widget looks for it. What another visitor left unsent here is not said in this one's name. */
export function keep(project: string, key: string): void {
  const front = shelf(project)
  if (localStorage.getItem(front + 'key') === key) return
  for (const name of Object.keys(localStorage)) if (name.startsWith(front)) localStorage.removeItem(name)
  localStorage.setItem(front + 'key', key)
}

/** Opens the window; it is all that this page has, so it stays open. */
export function stand(project: string): void {
  try {
    localStorage.setItem(LAST, project)
  } catch {
    // storage is blocked: the page that is loaded anew asks for the link again
  }
  const besedka: Besedka = (...said) => void (besedka.q ??= []).push(said)
  const page = window as unknown as { besedka: Besedka }
  page.besedka = besedka
  const open = (): void => page.besedka('open')
  besedka('open')
  besedka('on', 'close', open)
  const script = document.createElement('script')
  script.src = `/c/${project}/alone.js`
  document.head.append(script)
  document.body.classList.add('wide')
}
