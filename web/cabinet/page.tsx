/** What every page of the cabinet begins with, and what stands there when its server does not answer. */
import type { ComponentChildren } from 'preact'
import type { RequestRefused } from '../shared/ui/http'
import { useSpeech } from './room'

export function Head({ title, words, children }: { title: string; words: string; children?: ComponentChildren }) {
  return <header class="head"><div><h1>{title}</h1><p>{words}</p></div>{children}</header>
}

export function Broken({ title, trouble, again }: { title: string; trouble: RequestRefused | null; again: () => Promise<void> }) {
  const { say } = useSpeech()
  if (!trouble) return <><Head title={title} words="" /><p class="empty" role="status">{say('loading')}</p></>
  return (
    <>
      <Head title={title} words="" />
      <p class="empty" role="alert">{trouble.message || say('no_server')}</p>
      <p class="empty"><button type="button" class="btn" onClick={() => void again()}>{say('try_again')}</button></p>
    </>
  )
}
