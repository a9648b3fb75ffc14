/** A person's face: their picture, or initials on a colour that is always the same for the same id. */
import { plainName } from './linkify'

export interface Someone {
  id: string
  name: string
  avatar: string | null
}

/** Where pictures are: our server's address on a foreign page, nothing on our own. Each script has its own. */
export const faces = { base: '' }

/** `named` false: the name stands beside it, so a screen reader need not hear it twice. */
export function Face({ who, named = true }: { who: Someone; named?: boolean }) {
  const label = named ? { role: 'img' as const, 'aria-label': plainName(who.name) } : { 'aria-hidden': true }
  if (who.avatar) return <img class="face" src={faces.base + who.avatar} alt={named ? plainName(who.name) : ''} />
  const hue = hueOf(who.id)
  return (
    <svg class="face" viewBox="0 0 40 40" {...label}>
      <rect width="40" height="40" fill={`oklch(.89 .05 ${hue})`} />
      <text x="20" y="20" dy=".35em" text-anchor="middle" font-size="15" font-weight="600" fill={`oklch(.36 .09 ${hue})`}>
        {initials(who.name)}
      </text>
    </svg>
  )
}

export function initials(name: string): string {
  const words = plainName(name).split(/[\s-]+/).filter(Boolean)
  return words.slice(0, 2).map((word) => (Array.from(word)[0] ?? '').toLocaleUpperCase()).join('') || '?'
}

export function hueOf(id: string): number {
  let sum = 7
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 36_000
  return sum % 360
}
