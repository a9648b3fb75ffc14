/** A short tone for an answer: two notes, soft. One tab plays it, and only where the person has touched the page before. */

export function play(id: string): void {
  if (navigator.userActivation?.hasBeenActive === false) return
  const { locks } = navigator as { locks?: LockManager }
  if (!locks) return tone()
  void locks.request(`besedka.sound.${id}`, { ifAvailable: true }, async (mine) => {
    if (!mine) return
    tone()
    await new Promise((done) => setTimeout(done, 2_000)) // long enough for the other tabs to come too late
  })
}

function tone(): void {
  try {
    const sound = new AudioContext()
    for (const [pitch, from] of [[659, 0], [880, 0.11]] as const) note(sound, pitch, sound.currentTime + from)
    setTimeout(() => void sound.close(), 1_000)
  } catch {
    // no sound on this device: the badge tells it
  }
}

function note(sound: AudioContext, pitch: number, from: number): void {
  const source = sound.createOscillator()
  const volume = sound.createGain()
  source.frequency.value = pitch
  volume.gain.setValueAtTime(0, from)
  volume.gain.linearRampToValueAtTime(0.08, from + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.35)
  source.connect(volume).connect(sound.destination)
  source.start(from)
  source.stop(from + 0.4)
}
