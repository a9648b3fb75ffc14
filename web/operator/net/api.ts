/** The operator's HTTP requests: typed answers, and refusals as `Refused` errors. */
import type { Language } from '../../shared/i18n'
import type {
  Conversation, ConversationPage, ConversationView, MessagePage, Overview, SignedIn, SignIn,
} from '../wire'
import type { ListName } from '../state/state'

const BASE = '/api/operator/v1'
const ANSWER_WITHIN = 20_000

/** What the server refused, or `no_server` (status 0) when it did not answer. `message` is a sentence for the person. */
export class RequestRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>>,
    message: string,
  ) {
    super(message)
  }
}

export interface Api {
  session(): Promise<SignedIn>
  signIn(words: SignIn): Promise<SignedIn>
  signOut(): Promise<void>
  overview(): Promise<Overview>
  list(list: ListName, cursor: string | null, limit: number): Promise<ConversationPage>
  conversation(id: string): Promise<ConversationView>
  messages(id: string, before: number | null, limit: number): Promise<MessagePage>
  change(id: Conversation['id'], verb: 'take' | 'close' | 'reopen'): Promise<ConversationView>
}

/** `language` is asked at each request: refusals come in the language of the moment. */
export function httpApi(language: () => Language): Api {
  const ask = <T>(method: string, path: string, body?: unknown): Promise<T> => request<T>(language(), method, path, body)
  return {
    session: () => ask('GET', '/session'),
    signIn: (words) => ask('POST', '/session', words),
    signOut: () => ask('DELETE', '/session'),
    overview: () => ask('GET', '/overview'),
    list: (list, cursor, limit) => ask('GET', '/conversations?' + query({ list, limit, ...(cursor ? { cursor } : {}) })),
    conversation: (id) => ask('GET', `/conversations/${id}`),
    messages: (id, before, limit) =>
      ask('GET', `/conversations/${id}/messages?` + query({ limit, ...(before === null ? {} : { before }) })),
    change: (id, verb) => ask('POST', `/conversations/${id}/${verb}`),
  }
}

function query(params: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)])).toString()
}

async function request<T>(language: Language, method: string, path: string, body: unknown): Promise<T> {
  const answer = await send(language, method, path, body)
  if (!answer.ok) throw await refusal(answer)
  return (answer.status === 204 ? undefined : await answer.json()) as T
}

async function send(language: Language, method: string, path: string, body: unknown): Promise<Response> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' }
  try {
    return await fetch(BASE + path, {
      method,
      headers: { 'Accept-Language': language, Accept: 'application/json', ...json },
      signal: AbortSignal.timeout(ANSWER_WITHIN),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new RequestRefused(0, 'no_server', {}, '')
  }
}

async function refusal(answer: Response): Promise<RequestRefused> {
  try {
    const problem = (await answer.json()) as { code: string; params: Record<string, string | number>; message: string }
    return new RequestRefused(answer.status, problem.code, problem.params ?? {}, problem.message ?? '')
  } catch {
    return new RequestRefused(answer.status, answer.status === 401 ? 'not_signed_in' : 'no_server', {}, '')
  }
}
