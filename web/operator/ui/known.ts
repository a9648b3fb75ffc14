/** What need not be typed at the door: the project and the e-mail that the link names, or those of the last one who came in. Never the password. */
import type { Overview } from '../wire'

const PLACE = 'besedka.operator.door'

export interface Known {
  readonly project: string
  readonly email: string
}

export function rememberAtTheDoor({ me, project }: Overview): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ project: String(project.number), email: me.email }))
  } catch {
    // storage is blocked: it will be typed again
  }
}

export function knownAtTheDoor(): Known {
  const asked = new URLSearchParams(location.search)
  if (asked.has('project')) return { project: asked.get('project') ?? '', email: asked.get('email') ?? '' }
  try {
    const saved = JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<Known>
    return { project: String(saved.project ?? ''), email: String(saved.email ?? '') }
  } catch {
    return { project: '', email: '' }
  }
}
