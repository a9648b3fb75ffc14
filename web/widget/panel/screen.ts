/** On a phone the window covers the screen, and its end follows the on-screen keyboard. */

const PHONE = '(max-width:480px),(max-height:420px)'

export interface Screen {
  /** The window was opened or closed. */
  turned(open: boolean): void
}

export function watchScreen(frame: HTMLElement, changed: (full: boolean) => void): Screen {
  const phone = matchMedia(PHONE)
  const page = document.documentElement
  let open = false
  let scroll = ''

  function fit(): void {
    const view = window.visualViewport
    const full = open && phone.matches && view
    place('block-size', full ? `${view.height}px` : '')
    place('inset-block-start', full ? `${view.offsetTop}px` : '')
  }

  function place(name: string, value: string): void {
    if (value) frame.style.setProperty(name, value, 'important')
    else frame.style.removeProperty(name)
  }

  /** The page behind must not scroll under the finger; what it had set itself comes back. */
  function hold(on: boolean): void {
    if (on === (page.style.overflow === 'clip')) return
    if (on) scroll = page.style.overflow
    page.style.overflow = on ? 'clip' : scroll
  }

  function update(): void {
    fit()
    hold(open && phone.matches)
    changed(phone.matches)
  }

  phone.addEventListener('change', update)
  window.visualViewport?.addEventListener('resize', fit)
  window.visualViewport?.addEventListener('scroll', fit)
  return {
    turned(on) {
      open = on
      update()
    },
  }
}
