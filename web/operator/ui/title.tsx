/** A section's title on the card, one level below the client's name: on a phone the card is the whole page. */
import type { ComponentChildren } from 'preact'
import { PHONE, useMedia } from './room'

export function Title({ children }: { children: ComponentChildren }) {
  const Heading = useMedia(PHONE) ? 'h2' : 'h3'
  return <Heading>{children}</Heading>
}
