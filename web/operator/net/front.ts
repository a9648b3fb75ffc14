/** Which conversation is before the operator's eyes, in whichever of their windows has the focus. */

interface Looking {
  readonly window: string
  readonly conversation: string | null
}

export class Front {
  private readonly me = crypto.getRandomValues(new Uint32Array(2)).join('-')
  private channel: BroadcastChannel | null
  private looking: Looking | null = null
  private conversation: string | null = null

  constructor(name: string) {
    this.channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`${name}front`) : null
    if (this.channel) this.channel.onmessage = ({ data }: MessageEvent<Looking | 'left'>) => void (this.looking = data === 'left' ? null : data)
    for (const kind of ['focus', 'blur', 'pagehide']) addEventListener(kind, this.look)
    document.addEventListener('visibilitychange', this.look)
  }

  /** This window shows the conversation; null: none. */
  show(conversation: string | null): void {
    this.conversation = conversation
    this.look()
  }

  /** Whether the operator looks at the conversation now, here or in another window. */
  shows(conversation: string): boolean {
    return (this.focused() ? this.conversation : this.looking?.window === this.me ? null : this.looking?.conversation) === conversation
  }

  stop(): void {
    for (const kind of ['focus', 'blur', 'pagehide']) removeEventListener(kind, this.look)
    document.removeEventListener('visibilitychange', this.look)
    if (this.looking?.window === this.me) this.say(null)
    this.channel?.close()
    this.channel = null // what is still drawn may show something once more
  }

  private look = (event?: Event): void => {
    const was = this.looking?.window === this.me
    if (event?.type !== 'pagehide' && this.focused()) this.say({ window: this.me, conversation: this.conversation })
    else if (was) this.say(null)
  }

  private say(looking: Looking | null): void {
    this.looking = looking
    this.channel?.postMessage(looking ?? 'left')
  }

  /** Whether the operator looks at this window. */
  focused(): boolean {
    return document.hasFocus() && document.visibilityState === 'visible'
  }
}
