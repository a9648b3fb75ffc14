/** Whether anybody sits before this window: ten minutes without a touch, and it tells that nobody does. */

export const IDLE_AFTER = 600_000

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const
/** Moving a mouse makes hundreds of events; one a second is enough to know. */
const NOTED_EVERY = 1_000

export class Idle {
  idle = false
  private touched = Date.now()
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(private tell: (idle: boolean) => void, private where: EventTarget = window) {}

  start(): void {
    for (const kind of TOUCHES) this.where.addEventListener(kind, this.touch, { passive: true, capture: true })
    this.timer = setInterval(() => this.look(), IDLE_AFTER / 20)
  }

  stop(): void {
    for (const kind of TOUCHES) this.where.removeEventListener(kind, this.touch, { capture: true })
    clearInterval(this.timer)
  }

  private touch = (): void => {
    const now = Date.now()
    if (!this.idle && now - this.touched < NOTED_EVERY) return
    this.touched = now
    if (this.idle) this.become(false)
  }

  private look(): void {
    if (!this.idle && Date.now() - this.touched >= IDLE_AFTER) this.become(true)
  }

  private become(idle: boolean): void {
    this.idle = idle
    this.tell(idle)
  }
}
