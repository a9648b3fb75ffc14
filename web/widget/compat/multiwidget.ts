/** `roistat.multiwidget`: the button and the ways to get in touch, under the original's names. */
import { launcher, offers, page } from './page'

const WAYS = ['vk', 'fb', 'telegram', 'whatsApp', 'viber'] as const

interface Way {
  /** The project offers it, as its settings say by now. */
  readonly isEnabled: boolean
  link: string
}

export interface Multiwidget extends Record<(typeof WAYS)[number], Way> {
  isEnabled: boolean
  isVisible: boolean
  /** Shows the button, or hides it. */
  turn(): void
}

export function multiwidget(): Multiwidget {
  const way = (name: string): Way => ({
    get isEnabled() {
      return offers(name.toLowerCase())
    },
    link: '',
  })
  const ways = Object.fromEntries(WAYS.map((name) => [name, way(name)])) as Record<(typeof WAYS)[number], Way>
  const widget: Multiwidget = {
    isEnabled: false,
    isVisible: false,
    ...ways,
    turn() {
      const button = launcher()
      if (!button) return
      widget.isVisible = !widget.isVisible
      button.style.setProperty('display', widget.isVisible ? '' : 'none', 'important') // an empty one is none at all
    },
  }
  return widget
}

/** Where the page itself wants this way to lead, as it stands now: that wins over the cabinet's link. Empty where it says nothing. */
export function linkOf(kind: string): string {
  const { multiwidget } = (page.roistat ?? {}) as { multiwidget?: Record<string, { link?: unknown } | null> }
  const link = String(multiwidget?.[kind === 'whatsapp' ? 'whatsApp' : kind]?.link)
  return /^(https?|viber|tg):/i.test(link) ? link : ''
}
