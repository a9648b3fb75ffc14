/** The operator's HTTP requests: typed answers, and refusals as `RequestRefused`. */
import type { Language } from '../../shared/i18n'
import { query, request } from '../../shared/ui/http'
import type { SignedInBrowsers } from '../../shared/wire.gen'
import type {
  CannedChange, CannedFolder, CannedLibrary, CannedResponse, Card, CardFiles, ContactChange,
  ActivityPage, Assignment, Conversation, ConversationPage, ConversationView, Loads, MessagePage, MessageView, NoteView, Operator, Overview, SignedIn,
  SearchPage, SignIn, Tag, Versions, CrmCard, LeadForm, LeadWanted, Letters, MadeLink,
} from '../wire'
import { asked, type Filter, NO_FILTER } from '../state/filter'
import type { ListName } from '../state/state'

const BASE = '/api/operator/v1'

/** What is done with one conversation; `close_now`: without asking the client. */
export type Verb = 'take' | 'close' | 'close_now' | 'reopen'

export interface Api {
  session(): Promise<SignedIn>
  signIn(words: SignIn): Promise<SignedIn>
  signOut(): Promise<void>
  setStance(stance: Operator['stance']): Promise<Operator>
  setPassword(old: string, fresh: string): Promise<void>
  browsers(): Promise<SignedInBrowsers>
  /** Sign one browser out; null: all but this one. */
  endBrowser(id: string | null): Promise<SignedInBrowsers>
  overview(): Promise<Overview>
  list(list: ListName, cursor: string | null, limit: number, filter?: Filter): Promise<ConversationPage>
  search(q: string, cursor: number | null): Promise<SearchPage>
  setTag(id: Conversation['id'], tag: Tag['id'], on: boolean): Promise<ConversationView>
  addTag(tag: Tag): Promise<Tag>
  changeTag(tag: Tag): Promise<Tag>
  removeTag(id: Tag['id']): Promise<void>
  conversation(id: string): Promise<ConversationView>
  messages(id: string, before: number | null, limit: number): Promise<MessagePage>
  editMessage(conversation: string, id: string, text: string): Promise<MessageView>
  deleteMessage(conversation: string, id: string): Promise<MessageView>
  editNote(conversation: string, id: string, text: string): Promise<NoteView>
  deleteNote(conversation: string, id: string): Promise<NoteView>
  versions(conversation: string, id: string): Promise<Versions>
  change(id: Conversation['id'], verb: Verb): Promise<ConversationView>
  assign(id: Conversation['id'], how: Assignment): Promise<ConversationView>
  activities(id: string, before: number | null): Promise<ActivityPage>
  loads(): Promise<Loads>
  card(id: string): Promise<Card>
  files(id: string, cursor: string | null): Promise<CardFiles>
  setContact(id: string, change: ContactChange): Promise<Card>
  /** What the conversation's lead would say, and the lead that there is. */
  lead(id: string): Promise<LeadForm>
  sendLead(id: string, wanted: LeadWanted): Promise<LeadForm>
  /** What the CRM knows of the client; `anew`: it is asked now, whatever was known. */
  crm(id: string, anew: boolean): Promise<CrmCard>
  /** Who of the CRM's contacts the client is; empty: none of them. */
  chooseClient(id: string, contact: string): Promise<CrmCard>
  /** How it stands with writing to the client by e-mail. */
  letters(id: string): Promise<Letters>
  /** Write to the client now. */
  sendLetter(id: string): Promise<Letters>
  /** Takes back all links to it, and lets in no more whom they had let in. */
  revokeLinks(id: string): Promise<Letters>
  /** A link that continues the conversation on another device, once. */
  makeLink(id: string): Promise<MadeLink>
  canned(): Promise<CannedLibrary>
  /** Make a canned response (`seen` null), or change it. */
  keepCanned(id: string, words: Omit<CannedChange, 'seen'>, seen: number | null): Promise<CannedResponse>
  removeCanned(id: string): Promise<void>
  keepFolder(id: string, name: string, made: boolean): Promise<CannedFolder>
  removeFolder(id: string): Promise<void>
}

/** `language` is asked at each request: refusals come in the language of the moment. */
export function httpApi(language: () => Language): Api {
  const ask = <T>(method: string, path: string, body?: unknown): Promise<T> => request<T>(language(), method, BASE + path, body)
  return {
    session: () => ask('GET', '/session'),
    signIn: (words) => ask('POST', '/session', words),
    signOut: () => ask('DELETE', '/session'),
    setStance: (stance) => ask('PUT', '/stance', { stance }),
    setPassword: (old, fresh) => ask('PUT', '/password', { old, new: fresh }),
    browsers: () => ask('GET', '/sessions'),
    endBrowser: (id) => ask('DELETE', id === null ? '/sessions' : `/sessions/${id}`),
    overview: () => ask('GET', '/overview'),
    list: (list, cursor, limit, filter = NO_FILTER) =>
      ask('GET', '/conversations?' + query({ list, limit, ...asked(filter), ...(cursor ? { cursor } : {}) })),
    search: (q, cursor) => ask('GET', '/search?' + query({ q, ...(cursor === null ? {} : { cursor }) })),
    setTag: (id, tag, on) => ask(on ? 'PUT' : 'DELETE', `/conversations/${id}/tags/${tag}`),
    addTag: (tag) => ask('POST', '/tags', tag),
    changeTag: ({ id, name, color }) => ask('PUT', `/tags/${id}`, { name, color }),
    removeTag: (id) => ask('DELETE', `/tags/${id}`),
    conversation: (id) => ask('GET', `/conversations/${id}`),
    messages: (id, before, limit) =>
      ask('GET', `/conversations/${id}/messages?` + query({ limit, ...(before === null ? {} : { before }) })),
    editMessage: (conversation, id, text) => ask('PATCH', `/conversations/${conversation}/messages/${id}`, { text }),
    deleteMessage: (conversation, id) => ask('DELETE', `/conversations/${conversation}/messages/${id}`),
    editNote: (conversation, id, text) => ask('PATCH', `/conversations/${conversation}/notes/${id}`, { text }),
    deleteNote: (conversation, id) => ask('DELETE', `/conversations/${conversation}/notes/${id}`),
    versions: (conversation, id) => ask('GET', `/conversations/${conversation}/messages/${id}/versions`),
    change: (id, verb) => ask('POST', `/conversations/${id}/${verb === 'close_now' ? 'close?anyway=true' : verb}`),
    assign: (id, how) => ask('POST', `/conversations/${id}/assign`, how),
    activities: (id, before) => ask('GET', `/conversations/${id}/activities?` + query({ limit: 100, ...(before === null ? {} : { before }) })),
    loads: () => ask('GET', '/loads'),
    card: (id) => ask('GET', `/conversations/${id}/card`),
    files: (id, cursor) => ask('GET', `/conversations/${id}/files?` + query({ limit: 50, ...(cursor === null ? {} : { cursor }) })),
    setContact: (id, change) => ask('PUT', `/conversations/${id}/contact`, change),
    lead: (id) => ask('GET', `/conversations/${id}/lead`),
    sendLead: (id, wanted) => ask('PUT', `/conversations/${id}/lead`, wanted),
    crm: (id, anew) => ask('GET', `/conversations/${id}/crm` + (anew ? '?anew=true' : '')),
    chooseClient: (id, contact) => ask('PUT', `/conversations/${id}/crm`, { contact }),
    letters: (id) => ask('GET', `/conversations/${id}/letters`),
    sendLetter: (id) => ask('POST', `/conversations/${id}/letters`),
    revokeLinks: (id) => ask('DELETE', `/conversations/${id}/link`),
    makeLink: (id) => ask('POST', `/conversations/${id}/link`),
    canned: () => ask('GET', '/canned'),
    keepCanned: (id, words, seen) => (seen === null ? ask('POST', '/canned', { id, ...words }) : ask('PUT', `/canned/${id}`, { ...words, seen })),
    removeCanned: (id) => ask('DELETE', `/canned/${id}`),
    keepFolder: (id, name, made) => (made ? ask('PUT', `/folders/${id}`, { name }) : ask('POST', '/folders', { id, name })),
    removeFolder: (id) => ask('DELETE', `/folders/${id}`),
  }
}

export { RequestRefused } from '../../shared/ui/http'
