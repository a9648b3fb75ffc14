/** The edge of the list, to be pulled by mouse or arrows; the width stays on the device. */
import { useSay } from './room'

const PLACE = 'besedka.operator.list'
const NARROWEST = 264
const WIDEST = 460
const USUAL = 312
const STEP = 16
const RAIL = 204

export function savedWidth(): number {
  try {
    return within(Number(localStorage.getItem(PLACE) ?? USUAL))
  } catch {
    return USUAL
  }
}

export function Pull({ width, setWidth }: { width: number; setWidth: (width: number) => void }) {
  const say = useSay()
  const put = (next: number): void => {
    setWidth(within(next))
    try {
      localStorage.setItem(PLACE, String(within(next)))
    } catch {
      // storage is blocked: the width holds for the page's life
    }
  }
  const moved = (event: PointerEvent): void => {
    const edge = event.currentTarget as HTMLElement
    if (!edge.hasPointerCapture(event.pointerId)) return
    put((document.dir === 'rtl' ? innerWidth - event.clientX : event.clientX) - RAIL)
  }
  const pressed = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (step) put(width + (document.dir === 'rtl' ? -step : step))
  }
  return (
    <div
      class="pull" role="separator" aria-orientation="vertical" aria-label={say('resize')} aria-valuenow={width} aria-valuemin={NARROWEST} aria-valuemax={WIDEST}
      tabIndex={0} onDragStart={(event) => event.preventDefault()}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onMouseDown={(event) => event.preventDefault()} onPointerMove={moved} onKeyDown={pressed}
      onDblClick={() => put(USUAL)}
    />
  )
}

function within(width: number): number {
  return Number.isFinite(width) && width > 0 ? Math.min(WIDEST, Math.max(NARROWEST, Math.round(width))) : USUAL
}
