/** A part that is drawn again only when what it was given has changed, whatever happens above it. */
import { Component, type ComponentChildren, type ComponentType, h } from 'preact'

export function still<P extends object>(
  Part: (options: P) => ComponentChildren, isSame: (a: unknown, b: unknown) => boolean = Object.is,
): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return (Object.keys(next) as (keyof P)[]).some((key) => !isSame(next[key], this.props[key]))
    }

    override render(): ComponentChildren {
      return h(Part, this.props)
    }
  }
}
