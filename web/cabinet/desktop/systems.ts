/** The systems that the desktop app is made for. */
import type { OwnerDesktopPackage } from '../../shared/wire.gen'

export type System = OwnerDesktopPackage['system']
export const SYSTEMS: readonly System[] = ['windows', 'macos', 'linux']

/** The one that one sits at first, the others as always. */
export function sorted(here: System | null): readonly System[] {
  return here === null ? SYSTEMS : [here, ...SYSTEMS.filter((one) => one !== here)]
}

const PROOFS: Readonly<Record<System, (name: string) => string>> = {
  windows: (name) => `certutil -hashfile ${name} SHA256`,
  macos: (name) => `shasum -a 256 ${name}`,
  linux: (name) => `sha256sum ${name}`,
}

/** The line with which a package's checksum is computed where it was downloaded. */
export function proof({ system, name }: Pick<OwnerDesktopPackage, 'system' | 'name'>): string {
  return PROOFS[system](name)
}
