/** Where the eye is: at the end new messages follow it, elsewhere the place is kept, also when older ones come in front. */

export interface Scroll {
  /** The list has appeared. */
  attend(list: Element | null): void
  /** The list was drawn anew; `oldest` is the first message's id. */
  drawn(oldest: string): void
  toEnd(): void
  scrolled(): void
  readonly atEnd: boolean
}

const NEAR = 40
const OLDER_FROM = 80

export function keepScroll(moved: () => void, older: () => void): Scroll {
  let list: Element | undefined
  let height = 0
  let first = ''
  const scroll = {
    atEnd: true,
    attend(node: Element | null) {
      if (!node) return
      list = node
      new ResizeObserver(() => settle()).observe(node)
    },
    drawn(oldest: string) {
      if (!list) return
      if (!scroll.atEnd && oldest !== first) list.scrollTop += list.scrollHeight - height
      settle()
      height = list.scrollHeight
      first = oldest
    },
    toEnd() {
      scroll.atEnd = true
      settle()
      moved()
    },
    scrolled() {
      if (!list) return
      scroll.atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR
      if (list.scrollTop < OLDER_FROM) older()
      moved()
    },
  }
  const settle = () => {
    if (list && scroll.atEnd) list.scrollTop = list.scrollHeight
  }
  return scroll
}
