/** Four short sounds, made by the browser from a few tones: no file to fetch, none to license. */
import type { Sound } from '../state/choices'

interface Tone {
  /** Hertz, and where it glides to. */
  readonly from: number
  readonly to?: number
  /** Seconds: when it begins, and how long it fades. */
  readonly at: number
  readonly fades: number
  readonly wave: OscillatorType
  readonly loud: number
}

const TONES: Readonly<Record<Sound, readonly Tone[]>> = {
  drop: [{ from: 520, to: 1240, at: 0, fades: 0.16, wave: 'sine', loud: 0.9 }],
  bell: [
    { from: 1046.5, at: 0, fades: 1.1, wave: 'sine', loud: 0.6 },
    { from: 2637, at: 0, fades: 0.5, wave: 'sine', loud: 0.18 },
    { from: 3951, at: 0, fades: 0.25, wave: 'sine', loud: 0.08 },
  ],
  wood: [
    { from: 420, to: 300, at: 0, fades: 0.09, wave: 'triangle', loud: 1 },
    { from: 560, to: 400, at: 0.13, fades: 0.09, wave: 'triangle', loud: 1 },
  ],
  chime: [
    { from: 659.3, at: 0, fades: 0.35, wave: 'sine', loud: 0.5 },
    { from: 784, at: 0.12, fades: 0.35, wave: 'sine', loud: 0.5 },
    { from: 1046.5, at: 0.24, fades: 0.6, wave: 'sine', loud: 0.5 },
  ],
}

let context: AudioContext | null = null

/** Play it; `volume` in per cent. Silent where the browser allows no sound before the first click. */
export function play(sound: Sound, volume: number): void {
  if (!('AudioContext' in globalThis)) return
  context ??= new AudioContext()
  const audio = context
  void audio.resume().then(() => {
    for (const tone of TONES[sound]) strike(audio, tone, volume / 100)
  })
}

/** Whether the browser lets us sound now. */
export async function audible(): Promise<boolean> {
  if (context === null) return false
  await Promise.race([context.resume(), new Promise((late) => setTimeout(late, 500))])
  return context.state === 'running'
}

function strike(audio: AudioContext, tone: Tone, volume: number): void {
  const [start, voice, gain] = [audio.currentTime + tone.at, audio.createOscillator(), audio.createGain()]
  voice.type = tone.wave
  voice.frequency.setValueAtTime(tone.from, start)
  if (tone.to) voice.frequency.exponentialRampToValueAtTime(tone.to, start + tone.fades)
  gain.gain.setValueAtTime(0.0001, start)
  gain.gain.exponentialRampToValueAtTime(Math.max(0.0001, tone.loud * volume), start + 0.008)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + tone.fades)
  voice.connect(gain).connect(audio.destination)
  voice.start(start)
  voice.stop(start + tone.fades + 0.02)
}
