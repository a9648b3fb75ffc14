/** One icon of the apps. It says nothing to a screen reader: its button or its neighbour does. */

export interface IconOptions {
  readonly path: string
  readonly size?: 's' | 'm'
  readonly turns?: boolean
  readonly class?: string
}

/** `turns`: mirrored where people write from right to left. */
export function Icon({ path, size, turns, class: more }: IconOptions) {
  const classes = ['i', size, turns && 'turns', more].filter(Boolean).join(' ')
  return (
    <svg class={classes} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
