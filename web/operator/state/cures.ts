/** What a browser and a system may have in the way of notifications, by what the browser says of itself. */
import { device } from '../../shared/ui/device'
import type { Key } from '../words/ru'

const BROWSERS: readonly (readonly [string, Key])[] = [['Yandex', 'cure_yandex'], ['Edge', 'cure_edge'], ['Firefox', 'cure_firefox'], ['Chrome', 'cure_chrome'], ['Safari', 'cure_safari']]
const SYSTEMS: readonly (readonly [string, readonly Key[]])[] = [
  ['iPhone', ['cure_ios']], ['iPad', ['cure_ios']], ['Android', ['cure_android']], ['Windows', ['cure_windows', 'cure_windows_stay']], ['macOS', ['cure_macos']],
  ['Linux', ['cure_linux']], ['ChromeOS', ['cure_linux']],
]

const SHELLS: readonly (readonly [string, readonly Key[]])[] = [
  ['Windows', ['cure_windows_shell', 'cure_windows_stay']], ['macOS', ['cure_macos_shell']], ['Linux', ['cure_linux_shell']],
]

/** A sentence to read, and the name of the browser or the system that it is about. */
export type Cure = readonly [Key, string]

/** The sentences to read, the browser's first; `shell`: in the desktop app only the system has a say. */
export function cures(userAgent: string, shell = false): readonly Cure[] {
  const [system = '', browser = ''] = device(userAgent).split(', ')
  if (shell) return (SHELLS.find(([name]) => name === system)?.[1] ?? []).map((key) => [key, system] as const)
  const known = BROWSERS.find(([name]) => name === browser)?.[1] ?? 'cure_other'
  return [[known, browser], ...(SYSTEMS.find(([name]) => name === system)?.[1] ?? []).map((key) => [key, system] as const)]
}
