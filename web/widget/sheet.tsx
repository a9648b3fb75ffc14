/** A sheet with the ending of a file's name on it. */
export function Sheet({ name }: { name: string }) {
  return <i class="sheet" aria-hidden="true">{/\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1]?.toUpperCase() ?? ''}</i>
}
