/** A short tone for an answer: two notes, soft. One tab plays it, and only where the person has touched the page before. */

export function play(id: string): void {
  if (navigator.userActivation?.hasBeenActive === false) return
  const { locks } = navigator as { locks?: LockManager }
  if (!locks) return tone()
  void locks.request(`besedka.sound.${id}`, { __proto__: null, ifAvailable: true } as LockOptions, async (mine) => {
    if (!mine) return
    tone()
    await new Promise((done) => setTimeout(done, 2_000)) // long enough for the other tabs to come too late
  })
}

function tone(): void {
  try {
    const sound = new AudioContext()
    const source = sound.createOscillator()
    const volume = sound.createGain()
    source.frequency.value = 659
    source.frequency.setValueAtTime(880, 0.12)
    volume.gain.value = 0.08
    volume.gain.setTargetAtTime(0, 0.12, 0.1)
    source.connect(volume).connect(sound.destination)
    source.onended = () => void sound.close()
    source.start()
    source.stop(0.7)
  } catch {
    // no sound on this device: the badge tells it
  }
}
