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
  /** Where it is put and deleted; where it is only judged, with `removed`. */
  readonly address: string
  readonly language: Language
  readonly words: AvatarWords
  /** What it is now; and the picture that was accepted, with the square of it that is meant. */
  changed(avatar: string | null, file: File | null, crop: Crop | null): void
  /** Nobody has it yet: a picture is only judged, and taken away without asking. */
  removed?(): void
}

export interface Crop {
  readonly left: number
  readonly top: number
  readonly side: number
}

interface Refused {
  readonly why: string
  readonly crop: Crop | null
}

export function AvatarField({ children, has, address, language, words, changed, removed }: AvatarOptions) {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, choose] = useState<File | null>(null)
  const [refused, refuse] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const shown = useShown(refused?.crop ? chosen : null)
  const run = async (method: 'PUT' | 'POST' | 'DELETE', file: File | null, crop: Crop | null): Promise<void> => {
    if (busy) return
    setBusy(true)
    refuse(null)
    try {
      const { avatar } = await requestWith<{ avatar: string | null }>(language, method, cropped(address, crop), file)
      choose(null)
      changed(avatar, file, crop)
    } catch (trouble) {
      refuse(refusalOf(trouble, words))
    } finally {
      setBusy(false)
    }
  }
  const how = removed ? 'POST' : 'PUT'
  const remove = (): void => {
    refuse(null)
    if (removed) removed()
    else void run('DELETE', null, null)
  }
  const picked = (): void => {
    const file = input.current?.files?.[0]
    if (!file || !input.current) return
    input.current.value = ''
    choose(file)
    void run(how, file, null)
  }
  return (
    <div class="avatar-field">
      <div class="now">{children}</div>
      <div>
        <input ref={input} type="file" accept="image/png,image/jpeg" hidden onChange={picked} />
        <p class="deeds">
          <button type="button" class="btn" aria-disabled={busy || undefined} onClick={() => input.current?.click()}>{has ? words.another : words.choose}</button>
          {has && <button type="button" class="btn quiet" aria-disabled={busy || undefined} onClick={remove}>{words.remove}</button>}
        </p>
        <p class="hint">{words.kinds}</p>
        {refused && (
          <div role="alert">
            <p class="refused">{refused.why}</p>
            {refused.crop && chosen && (
              <div class="cure">
                {shown && <Square shown={shown} crop={refused.crop} />}
                <button type="button" class="btn main" onClick={() => void run(how, chosen, refused.crop)}>{words.takeSquare}</button>
              </div>
            )}
          </div>
        )}
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

/** The address with the square that is meant. */
export function cropped(address: string, crop: Crop | null): string {
  return crop ? `${address}?${query({ ...crop })}` : address
}

/** An address under which this page shows the file. */
export function useShown(file: File | null): string | null {
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
