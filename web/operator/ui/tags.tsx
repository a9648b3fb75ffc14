/** Tags: their dots and names, the rail's section, the menu that sets them on a conversation. */
import { plainName } from '../../shared/linkify'
import { Icon } from '../../shared/ui/icon'
import { check, pen, tag as label } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import { useStore } from '../state/store'
import type { Conversation, Tag } from '../wire'
import { refusal, useTagging } from './acts'
import { NO_FILTER, toQuery } from '../state/filter'
import { filter } from './filters'
import { useDesk, useLanguage, useSay } from './room'
import { ours, pathOf } from './route'
import { toTag } from './strokes'
import { RequestRefused } from '../net/api'

export function TagMark({ tag }: { tag: Tag }) {
  return <i class="tag" data-color={tag.color}>{plainName(tag.name)}</i>
}

/** The tags of a conversation that the project still has. */
export function useTagsOf(it: Conversation): readonly Tag[] {
  const tags = useStore(useDesk().state, (state) => state.tags)
  return it.tags.length === 0 ? [] : tags.filter((tag) => it.tags.includes(tag.id))
}

/** The rail's section: each tag, and how many conversations in work have it. */
export function TagLinks() {
  const say = useSay()
  const desk = useDesk()
  const tags = useStore(desk.state, (state) => state.tags)
  const edit = useTagging()
  if (tags.length === 0 && !edit) return null
  return (
    <>
      <h2>
        <span>{say('tags')}</span>
        {edit && <button type="button" class="icon xs" aria-label={say('tags_edit')} title={say('tags_edit')} onClick={edit}><Icon path={pen} size="s" /></button>}
      </h2>
      {tags.map((tag) => <TagLink key={tag.id} tag={tag} />)}
    </>
  )
}

function TagLink({ tag }: { tag: Tag }) {
  const language = useLanguage()
  const count = useStore(useDesk().state, (state) => state.counts.it.tags[tag.id] ?? 0)
  const current = useStore(filter, (it) => it.tag === tag.id)
  const here = { list: 'all', conversation: null, client: false } as const
  const press = (event: MouseEvent): void => {
    if (!ours(event)) return
    event.preventDefault()
    toTag(tag.id)
  }
  return (
    <a class="nav thin" href={pathOf(here) + toQuery({ ...NO_FILTER, tag: tag.id })} aria-current={current ? 'page' : undefined} onClick={press} title={plainName(tag.name)}>
      <i class="tag dot-only" data-color={tag.color} aria-hidden="true" />
      <span class="label ell">{plainName(tag.name)}</span>
      {count > 0 && <span class="count">{count.toLocaleString(language)}</span>}
    </a>
  )
}

/** Set and unset the tags of a conversation. */
export function TagMenu({ it }: { it: Conversation }) {
  const say = useSay()
  const tags = useStore(useDesk().state, (state) => state.tags)
  if (tags.length === 0) return null
  return <Menu label={say('tags')} class="icon no-small" button={<Icon path={label} />}><TagItems it={it} /></Menu>
}

/** The project's tags, as items of a menu; `ruled`: under a line, when there are any. */
export function TagItems({ it, ruled = false }: { it: Conversation; ruled?: boolean }) {
  const desk = useDesk()
  const tags = useStore(desk.state, (state) => state.tags)
  const toggle = (tag: Tag): void => {
    desk.tagging.set(it.id, tag.id, !it.tags.includes(tag.id)).catch((trouble: unknown) => {
      if (!(trouble instanceof RequestRefused)) throw trouble
      refusal.set(trouble)
    })
  }
  return (
    <>
      {ruled && tags.length > 0 && <hr />}
      {tags.map((tag) => (
        <button key={tag.id} type="button" class="mi" role="menuitemcheckbox" aria-checked={it.tags.includes(tag.id)} onClick={() => toggle(tag)}>
          <TagMark tag={tag} />{it.tags.includes(tag.id) && <Icon path={check} size="s" />}
        </button>
      ))}
    </>
  )
}
