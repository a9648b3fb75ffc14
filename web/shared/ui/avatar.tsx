/** Choosing an avatar: sent as it is; a refusal stands beside it with the figures, and offers the square that would fit. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../i18n'
import { query, RequestRefused, requestWith } from './http'

export interface AvatarWords {
  readonly choose: string
  readonly another: string
  readonly remove: string
  readonly kinds: string
  readonly takeSquare: string
  readonly noServer: string
}

export interface AvatarOptions {
  /** The face as it is now. */
  readonly children: ComponentChildren
  readonly has: boolean
  /** Where it is put and deleted. */
  readonly address: string
  readonly language: Language
  readonly words: AvatarWords
  changed(avatar: string | null): void
}

interface Refused {
  readonly why: string
  readonly crop: { readonly left: number; readonly top: number; readonly side: number } | null
}

export function AvatarField({ children, has, address, language, words, changed }: AvatarOptions) {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, choose] = useState<File | null>(null)
  const [refused, refuse] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const shown = useShown(refused?.crop ? chosen : null)
  const run = async (method: 'PUT' | 'DELETE', file: File | null, crop: Refused['crop']): Promise<void> => {
    if (busy) return
    setBusy(true)
    refuse(null)
    try {
      const path = crop ? `${address}?${query({ ...crop })}` : address
      const { avatar } = await requestWith<{ avatar: string | null }>(language, method, path, file)
      choose(null)
      changed(avatar)
    } catch (trouble) {
      refuse(refusalOf(trouble, words))
    } finally {
      setBusy(false)
    }
  }
  const picked = (): void => {
    const file = input.current?.files?.[0]
    if (!file || !input.current) return
    input.current.value = ''
    choose(file)
    void run('PUT', file, null)
  }
  return (
    <div class="avatar-field">
      <div class="now">{children}</div>
      <div>
        <input ref={input} type="file" accept="image/png,image/jpeg" hidden onChange={picked} />
        <p class="deeds">
          <button type="button" class="btn" aria-disabled={busy || undefined} onClick={() => input.current?.click()}>{has ? words.another : words.choose}</button>
          {has && <button type="button" class="btn quiet" aria-disabled={busy || undefined} onClick={() => void run('DELETE', null, null)}>{words.remove}</button>}
        </p>
        <p class="hint">{words.kinds}</p>
        <div role="alert">
          {refused && <p class="refused">{refused.why}</p>}
          {refused?.crop && chosen && (
            <div class="cure">
              {shown && <Square shown={shown} crop={refused.crop} />}
              <button type="button" class="btn main" onClick={() => void run('PUT', chosen, refused.crop)}>{words.takeSquare}</button>
            </div>
          )}
        </div>
      </div>
    </div>
  )
}

/** The picture with the square that would be taken. */
function Square({ shown, crop }: { shown: string; crop: NonNullable<Refused['crop']> }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const image = new Image()
    image.onload = () => canvas.current?.getContext('2d')?.drawImage(image, crop.left, crop.top, crop.side, crop.side, 0, 0, 160, 160)
    image.src = shown
  }, [shown, crop])
  return <canvas ref={canvas} width={160} height={160} aria-hidden="true" />
}

function useShown(file: File | null): string | null {
  const [shown, show] = useState<string | null>(null)
  useEffect(() => {
    if (!file) return show(null)
    const address = URL.createObjectURL(file)
    show(address)
    return () => URL.revokeObjectURL(address)
  }, [file])
  return shown
}

function refusalOf(trouble: unknown, words: AvatarWords): Refused {
  if (!(trouble instanceof RequestRefused)) throw trouble
  const { left, top, side } = trouble.params
  const crop = side === undefined ? null : { left: Number(left), top: Number(top), side: Number(side) }
  return { why: trouble.message || words.noServer, crop }
}
