/** A server of one operator for tests: answers requests from a model, and speaks over a socket that can be cut. */
import { RequestRefused } from '../../shared/ui/http'
import type { Api } from '../net/api'
import type { CannedChange, Card, ConversationView, CrmCard, LeadForm, Letters, Operator, OperatorSays, ServerSays, Tag } from '../wire'
import type { ListName } from '../state/state'
import { type Model, PROJECT } from './model'

export class FakeSocket {
  static latest: FakeSocket | null = null
  readyState = 0
  readonly heard: OperatorSays[] = []
  onopen: () => void = () => {}
  onmessage: (event: { data: string }) => void = () => {}
  onclose: (event: { code: number }) => void = () => {}
  onerror: () => void = () => {}

  constructor(readonly url: string) {
    FakeSocket.latest = this
  }
  send(text: string): void {
    this.heard.push(JSON.parse(text) as OperatorSays)
  }
  close(): void {
    this.readyState = 3
  }

  /** The server accepts the connection and greets. */
  greet(position: number, more: Partial<Extract<ServerSays, { t: 'welcome' }>> = {}): void {
    this.readyState = 1
    this.onopen()
    this.say({ t: 'welcome', v: 1, position, upto: position, resync: false, online: [], away: [], now: Date.now(), heartbeat: 30, retry: 100, ...more })
  }
  say(frame: ServerSays): void {
    this.onmessage({ data: JSON.stringify(frame) })
  }
  cut(code = 1006): void {
    this.readyState = 3
    this.onclose({ code })
  }
  posts(): OperatorSays[] {
    return this.heard.filter((frame) => frame.t === 'post')
  }
}

const CARD: Card = {
  position: 0, contact: null, earlier: [], alike: [],
  profile: { params: {}, landing_url: '', referrer: '', utm: {}, time_zone: '', city: {}, visits: null, path: [] },
}

const CRM = { name: 'amocrm', title: 'amoCRM', clients: true, managers: true } as const
export const CRM_CARD: CrmCard = { crm: CRM, at: 0, contacts: [], leads: [], code: '', message: '', detail: '' }
export const LEAD_FORM: LeadForm = {
  crm: CRM, title: 'Обращение № 1 из чата', name: 'Ольга', phone: '+79161234567', email: '', extra: [], unfit: [], stages: [], managers: [],
  stage: '', manager: '', unmatched: '', sums: false, sum: null, currency: '', messages: 6, files: 3, lead: null,
}

const LETTERS: Letters = { on: true, email: '', stopped: null, state: 'idle', to: '', due_at: null, sent_at: null, code: '', message: '', detail: '', links: 0 }

/** Requests answered from the model as it stands; `refuse` makes the next change fail. */
export function fakeApi(model: Model): Api & { refuse: RequestRefused | null; asked: string[] } {
  const view = (id: string): ConversationView => {
    const conversation = model.all.get(id)
    if (!conversation || !model.sees(conversation)) throw new RequestRefused(404, 'not_found', {}, 'Такого нет')
    return { position: model.position, conversation }
  }
  const api = {
    refuse: null as RequestRefused | null,
    asked: [] as string[],
    session: async () => ({ me: model.me, project: PROJECT }),
    signIn: async () => ({ me: model.me, project: PROJECT }),
    signOut: async () => undefined,
    setStance: async (stance: Operator['stance']) => ({ ...model.me, stance }),
    setPassword: async () => undefined,
    browsers: async () => ({ sessions: [] }),
    endBrowser: async () => ({ sessions: [] }),
    overview: async () => (api.asked.push('overview'), model.overview()),
    list: async (list: ListName) => model.page(list),
    search: async () => ({ hits: [], next: null }),
    setTag: async (id: string) => view(id),
    addTag: async (tag: Tag) => tag,
    changeTag: async (tag: Tag) => tag,
    removeTag: async () => undefined,
    conversation: async (id: string) => view(id),
    messages: async (id: string) => ({ position: model.position, messages: model.words.get(id) ?? [], notes: model.notes.get(id) ?? [], more: false }),
    card: async () => CARD,
    files: async () => ({ position: 0, files: [], next: null }),
    setContact: async () => CARD,
    lead: async () => LEAD_FORM,
    sendLead: async () => LEAD_FORM,
    crm: async () => CRM_CARD,
    chooseClient: async () => CRM_CARD,
    canned: async () => (api.asked.push('canned'), { version: '1', variables: [], folders: [], responses: [] }),
    keepCanned: async (id: string, words: Omit<CannedChange, 'seen'>) => ({ id, ...words, files: [], updated_at: 1, updated_by: null }),
    removeCanned: async () => undefined,
    keepFolder: async (id: string, name: string) => ({ id, name }),
    removeFolder: async () => undefined,
    editMessage: async () => Promise.reject(new RequestRefused(403, 'not_your_message', {}, '')),
    deleteMessage: async () => Promise.reject(new RequestRefused(403, 'not_your_message', {}, '')),
    editNote: async () => Promise.reject(new RequestRefused(403, 'not_your_message', {}, '')),
    deleteNote: async () => Promise.reject(new RequestRefused(403, 'not_your_message', {}, '')),
    versions: async () => ({ versions: [] }),
    activities: async (id: string) => ({ position: model.position, activities: model.deeds.get(id) ?? [], more: false }),
    loads: async () => ({ loads: {} }),
    letters: async () => LETTERS,
    sendLetter: async () => LETTERS,
    revokeLinks: async () => LETTERS,
    makeLink: async () => ({ url: 'https://chat.example/continue#token', expires_at: 0 }),
    assign: async (id: string) => view(id),
    change: async (id: string) => {
      if (api.refuse) throw api.refuse
      return view(id)
    },
  }
  return api
}
