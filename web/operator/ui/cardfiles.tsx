/** All that went to and fro with the client, newest first: a press shows or saves it, its date leads to where it was said. */
import { useMemo, useRef, useState } from 'preact/hooks'
import { fileSize } from '../../shared/size'
import { shortly } from '../../shared/time'
import { Icon } from '../../shared/ui/icon'
import { lock } from '../../shared/ui/icons'
import { contentOf, previewOf } from '../state/content'
import type { Thread } from '../state/state'
import { useStore } from '../state/store'
import type { CardFile, CardFiles as Page, Conversation } from '../wire'
import { aim } from './aim'
import { Paper } from '../../shared/ui/carried'
import { useFetched } from './fetched'
import { useClock, useDesk, useLanguage, useSay } from './room'
import { go } from './route'
import { Title } from './title'
import { Viewer } from './viewer'

const FIRST = 6

export function CardFiles({ it }: { it: Conversation }) {
  const say = useSay()
  const [files, next, more] = useFiles(it)
  const [all, showAll] = useState(false)
  const [viewed, view] = useState<string | null>(null)
  if (files.length === 0) return null
  const shown = all ? files : files.slice(0, FIRST)
  const pictures = shown.filter(({ file }) => file.preview).map(({ file }) => file)
  const at = pictures.findIndex(({ id }) => id === viewed)
  return (
    <section>
      <Title>{say('files')}</Title>
      <ul class="sent">{shown.map((one) => <One key={one.file.id} one={one} open={() => view(one.file.id)} />)}</ul>
      {!all && files.length > FIRST && <button type="button" class="btn" onClick={() => showAll(true)}>{say('files_all', { n: next === null ? files.length : `${files.length}+` })}</button>}
      {all && next !== null && <button type="button" class="btn" onClick={more}>{say('files_more')}</button>}
      {at >= 0 && <Viewer files={pictures} at={at} shut={() => view(null)} />}
    </section>
  )
}

function One({ one: { file, note, at, seq, conversation }, open }: { one: CardFile; open: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const size = fileSize(file.size, language)
  const when = useClock((now) => shortly(at, now, language))
  const reveal = (): void => {
    go({ conversation, client: false })
    aim.set({ conversation, at: seq })
  }
  const name = <span class="ell said">{file.name}</span>
  return (
    <li>
      {file.preview
        ? <button type="button" class="it" aria-label={say('open_picture', { name: file.name })} onClick={open}><Thumb one={file} />{name}</button>
        : <a class="it" href={contentOf(file.id)} download={file.name} aria-label={say('save_file', { name: file.name, size })}><Paper name={file.name} />{name}</a>}
      <small>
        {note && <><Icon path={lock} size="s" /><span class="unseen">{say('file_of_note')}</span></>}
        {size} · <button type="button" title={say('file_said')} aria-label={`${say('file_said')}: ${file.name}, ${when}`} onClick={reveal}>{when}</button>
      </small>
    </li>
  )
}

function Thumb({ one }: { one: CardFile['file'] }) {
  const [lost, lose] = useState(false)
  return lost ? <Paper name={one.name} /> : <img src={previewOf(one.id)} alt="" loading="lazy" decoding="async" onError={() => lose(true)} />
}

/** The files, fetched page by page; from the first again when one was added here or taken back. */
function useFiles(it: Conversation): readonly [readonly CardFile[], Page['next'], () => void] {
  const desk = useDesk()
  const thread = useStore(desk.state, (state) => state.threads[it.id])
  const here = useMemo(() => idsOf(thread), [thread])
  const [page, setPage] = useState<{ readonly of: string; readonly files: readonly CardFile[]; readonly next: Page['next'] }>(EMPTY)
  const asked = useRef(0)
  const take = ({ files, next }: Page, before: readonly CardFile[] = []): void => {
    asked.current++ // what was asked before is no longer meant
    setPage({ of: it.id, files: [...before, ...files], next })
  }
  useFetched(it.id, () => desk.api.files(it.id, null), take, it.contact, here)
  const known = page.of === it.id ? page : EMPTY
  const more = (): void => {
    const turn = ++asked.current
    desk.api.files(it.id, known.next).then((page) => turn === asked.current && take(page, known.files), () => {}) // what was there stays
  }
  return [known.files, known.next, more]
}

const EMPTY = { of: '', files: [], next: null }

/** The ids of the files that are known here, as one text: it changes when one comes or goes. */
function idsOf(thread: Thread | undefined): string {
  const all = thread ? [...thread.messages, ...thread.notes] : []
  return all.flatMap((one) => one.files.map((file) => file.id)).join(' ')
}
