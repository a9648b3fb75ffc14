/** A file on its way: its picture or its paper, how far it is, what became of it, and the way to give it up. */
import type { Language } from '../i18n'
import { fileSize, sizeSoFar } from '../size'
import type { Carried, Uploads } from '../uploads'
import { Icon } from './icon'
import { alert, close } from './icons'
import './carried.css'

export interface CarriedWords {
  readonly of: string
  readonly again: string
  waits(soFar: string): string
  uploading(name: string): string
  detach(name: string): string
}

export interface CarriedOptions {
  readonly item: Carried
  readonly uploads: Uploads
  readonly language: Language
  readonly words: CarriedWords
}

export function CarriedFile({ item, uploads, language, words }: CarriedOptions) {
  const failed = item.state === 'failed'
  return (
    <li class={failed ? 'bad' : ''} data-state={item.state}>
      {failed ? <Icon path={alert} size="m" /> : item.shown ? <img src={item.shown} alt="" onError={() => uploads.unshow(item.id)} /> : <Paper name={item.name} />}
      <div>
        <p class="ell"><span class="said name">{item.name}</span> <small>{soFar(item, language, words)}</small></p>
        {failed && <p class="refused" role="alert">{item.why}</p>}
        {!failed && item.state !== 'ready' && <progress max={item.size} value={item.sent} aria-label={words.uploading(item.name)} />}
        {failed && item.file && <button type="button" class="redo" onClick={() => uploads.retry(item.id)}>{words.again}</button>}
      </div>
      <button type="button" class="icon small" aria-label={words.detach(item.name)} onClick={() => uploads.cancel(item.id)}><Icon path={close} size="m" /></button>
    </li>
  )
}

/** A sheet with the file's ending on it: what people call the file, not what it is. */
export function Paper({ name }: { name: string }) {
  const ending = /\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1] ?? ''
  return <span class="paper" aria-hidden="true">{ending.toUpperCase() || '•'}</span>
}

function soFar(item: Carried, language: Language, words: CarriedWords): string {
  if (item.state === 'ready' || item.state === 'failed') return fileSize(item.size, language)
  const so = sizeSoFar(item.sent, item.size, words.of, language)
  return item.state === 'waiting' ? words.waits(so) : so
}
