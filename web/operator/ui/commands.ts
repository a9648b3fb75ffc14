/** What the palette can do at once, without the server: deeds for the open conversation, places to go, canned responses to insert. */
import { useMemo, useRef } from 'preact/hooks'
import { eitherWay, find, type Found, index, type Indexed } from '../../shared/search'
import { chat, deal, give, lock, panel, pen, person, search as searchIcon, slash, again, check } from '../../shared/ui/icons'
import type { Desk } from '../net/desk'
import { fill, plain, search as searchCanned } from '../state/canned'
import { compose } from '../state/composing'
import { inList } from '../state/lists'
import { type ListName, listsOf } from '../state/state'
import { useStore } from '../state/store'
import type { Say } from '../state/waiting'
import type { CannedResponse, Conversation, Operator, Part } from '../wire'
import { act, handing, leading, take, useHelp } from './acts'
import { attachCopies } from './attachments'
import { useValues } from './canned'
import { clientName } from './people'
import { LIST_ICONS } from './rail'
import { useDesk, useSay } from './room'
import { go, route } from './route'
import { canned, press, reply, toList } from './strokes'

export interface Command {
  readonly of: 'deed' | 'go' | 'canned'
  readonly key: string
  readonly words: string
  readonly parts: readonly Part[]
  readonly icon: string
  /** The key that does it without the palette. */
  readonly cap: string
  run(): void
}

type Named = Omit<Command, 'parts' | 'of'>

const MOST = 8
const MOST_CANNED = 5

/** Whether one may write in it: then the field stands there. */
function writable(it: Conversation, me: Operator): boolean {
  return it.status !== 'new' && it.status !== 'closed' && (it.assignee === null || it.assignee === me.id || me.role === 'admin')
}

/** What may be done with the open conversation now. */
export function deeds(desk: Desk, it: Conversation, me: Operator, say: Say): Named[] {
  const mine = it.assignee === null || it.assignee === me.id || me.role === 'admin'
  const all: readonly (Named & { readonly may: boolean })[] = [
    { may: it.status === 'new', key: 'take', words: say('do_take'), icon: person, cap: 'T', run: () => void take(desk, it.id) },
    { may: writable(it, me), key: 'reply', words: say('do_reply'), icon: chat, cap: 'R', run: () => void reply('answer') },
    { may: writable(it, me), key: 'note', words: say('do_note'), icon: lock, cap: 'N', run: () => void reply('note') },
    { may: writable(it, me), key: 'canned', words: say('do_canned'), icon: slash, cap: '/', run: () => void canned() },
    { may: me.role === 'admin' && it.status !== 'closed', key: 'hand', words: say('do_hand'), icon: give, cap: 'A', run: () => handing.set(it.id) },
    { may: mine, key: 'lead', words: say('crm_create'), icon: deal, cap: 'L', run: () => leading.set(it.id) },
    { may: writable(it, me), key: 'close', words: say('close_conversation'), icon: check, cap: 'E', run: () => void press('e') },
    { may: mine && it.status === 'closed', key: 'reopen', words: say('reopen'), icon: again, cap: '', run: () => void act(desk, it.id, 'reopen') },
    { may: true, key: 'client', words: say('client_card'), icon: panel, cap: 'I', run: () => void press('i') },
  ]
  return all.filter(({ may }) => may).map(({ may: _, ...deed }) => deed)
}

/** The commands that fit what was typed, also typed in the other layout; with nothing typed, the deeds and the lists. */
export function useCommands(typed: string): readonly Command[] {
  const say = useSay()
  const desk = useDesk()
  const help = useHelp()
  const me = useStore(desk.state, (state) => state.me)
  const it = useOpen()
  const open = useList()
  const conversations = useStore(desk.state, (state) => state.conversations)
  const ready = useReady()
  const found = useMemo(() => {
    const lists = listsOf(me).map((list): Named => ({ key: list, words: say('find_list', { list: say(`list_${list}`) }), icon: LIST_ICONS[list], cap: '', run: () => void toList(list) }))
    const keys: Named = { key: 'keys', words: say('keys'), icon: searchIcon, cap: '?', run: help }
    const clients = typed.trim() ? [...conversations.values()].filter((one) => one.it.visitor_name !== null).slice(0, 2_000).map((one) => client(one.it, me, open, say)) : []
    const done = it ? fitting('deed', typed, deeds(desk, it, me, say), ready) : []
    return [...done, ...fitting('go', typed, [...lists, keys, ...clients], ready).slice(0, MOST)]
  }, [typed, me, it, open, conversations, say, help, desk])
  return [...found, ...useCanned(typed, it && writable(it, me) ? it : undefined)]
}

/** The conversation that is open behind the palette. */
function useOpen(): Conversation | undefined {
  const desk = useDesk()
  const id = useStore(route, (here) => here.conversation)
  return useStore(desk.state, (state) => (id === null ? undefined : state.conversations.get(id)?.it))
}

/** Where what is in work stands: in All, or, for who has no such list, among one's own. */
export function useList(): ListName {
  return useStore(useDesk().state, (state) => (listsOf(state.me).includes('all') ? 'all' : 'mine'))
}

function client(it: Conversation, me: Operator, open: ListName, say: Say): Named {
  const list = inList('mine', it, me) ? 'mine' : it.status === 'new' || it.status === 'closed' ? it.status : open
  return { key: it.id, words: clientName(it, say), icon: person, cap: '', run: () => go({ list, conversation: it.id, client: false }) }
}

/** Texts made ready for the search, once for each while one looks: no letter waits for the names of thousands. */
function useReady(): (words: string) => Indexed {
  const known = useRef(new Map<string, Indexed>())
  return (words) => {
    const ready = known.current.get(words) ?? index(words)
    known.current.set(words, ready)
    return ready
  }
}

function fitting(of: Command['of'], typed: string, all: readonly Named[], ready: (words: string) => Indexed): Command[] {
  if (!typed.trim()) return all.map((one) => ({ ...one, of, parts: [{ text: one.words, hit: false }] }))
  const { found } = eitherWay(typed, (terms) =>
    all.flatMap((one): Command[] => {
      const hits = terms.length === 0 ? undefined : find(terms, [ready(one.words)])?.[0]
      return hits ? [{ ...one, of, parts: cut(one.words, hits) }] : []
    }),
  )
  return [...found]
}

/** Canned responses with these words in the title or in the text; none where there is no field to put them into. */
function useCanned(typed: string, it: Conversation | undefined): readonly Command[] {
  const desk = useDesk()
  const library = useStore(desk.library.held, (held) => held)
  const values = useValues(it)
  if (!library || !it || !typed.trim()) return []
  const insert = (response: CannedResponse): void => {
    const before = desk.drafts.all.get()[it.id] ?? ''
    desk.drafts.set(it.id, before + (before === '' || /\s$/.test(before) ? '' : ' ') + plain(fill(response.text, values)))
    compose(it.id, { mode: 'answer', editing: null })
    attachCopies(desk, it.id, response.files)
    requestAnimationFrame(() => reply())
  }
  return searchCanned(library, typed).found.slice(0, MOST_CANNED).map(({ response, title }) => (
    { of: 'canned', key: response.id, words: response.title, parts: cut(response.title, title), icon: pen, cap: '', run: () => insert(response) }
  ))
}

function cut(words: string, hits: Found): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const [from, to] of hits) {
    parts.push({ text: words.slice(at, from), hit: false }, { text: words.slice(from, to), hit: true })
    at = to
  }
  return [...parts, { text: words.slice(at), hit: false }].filter((part) => part.text)
}
