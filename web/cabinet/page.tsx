/** What every page of the cabinet begins with, and what stands there when its server does not answer. */
import type { ComponentChildren } from 'preact'
import type { RequestRefused } from '../shared/ui/http'
import { Coming } from '../shared/ui/coming'
import { useSpeech } from './room'

export function Head({ title, words, children }: { title: string; words: string; children?: ComponentChildren }) {
  return <header class="head"><div><h1>{title}</h1><p>{words}</p></div>{children}</header>
}

/** A page before it is there, `beside`: with its preview, or why it does not come. */
export function Broken({ title, trouble, again, beside }: { title: string; trouble: RequestRefused | null; again: () => Promise<void>; beside?: boolean }) {
  const { say } = useSpeech()
  if (!trouble) return <Bones title={title} beside={beside === true} />
  return (
    <>
      <Head title={title} words="" />
      <p class="empty" role="alert">{trouble.message || say('no_server')}</p>
      <p class="empty"><button type="button" class="btn" onClick={() => void again()}>{say('try_again')}</button></p>
    </>
  )
}

/** The shapes of a page that is on its way. */
function Bones({ title, beside }: { title: string; beside: boolean }) {
  const { say } = useSpeech()
  return (
    <>
      <Head title={title} words={'\u00a0'} />
      <div class={beside ? 'beside' : ''}>
        <div class="sheet"><Coming rows={6} words={say('loading')} /></div>
        {beside && <div class="ghost" aria-hidden="true" />}
      </div>
    </>
  )
}
