/** One icon as an inline picture; it says nothing to a screen reader, its button does. */

export function Icon({ path, small }: { path: string; small?: boolean }) {
  return (
    <svg class={small ? 'icon small' : 'icon'} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d={path} vector-effect="non-scaling-stroke" />
    </svg>
  )
}
