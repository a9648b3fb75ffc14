/** Requests to our own server: JSON out, JSON back, refusals as `RequestRefused` in the person's language. */
import type { Language } from '../i18n'

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

export function query(params: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)])).toString()
}

/** The answer's body; nothing for 204. */
export async function request<T>(language: Language, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send(language, method, path, body)
  if (!answer.ok) throw await refusal(answer)
  return (answer.status === 204 ? undefined : await bodyOf(answer)) as T
}

/** The same with bytes as the body, or none. */
export async function requestWith<T>(language: Language, method: string, path: string, body: Blob | null): Promise<T> {
  const answer = await send(language, method, path, body ?? undefined)
  if (!answer.ok) throw await refusal(answer)
  return (await bodyOf(answer)) as T
}

/** An answer that breaks off in the middle is none. */
async function bodyOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch {
    throw new RequestRefused(0, 'no_server', {}, '')
  }
}

async function send(language: Language, method: string, path: string, body: unknown): Promise<Response> {
  const bytes = body instanceof Blob
  const json = body === undefined || bytes ? {} : { 'Content-Type': 'application/json' }
  try {
    return await fetch(path, {
      method,
      headers: { 'Accept-Language': language, Accept: 'application/json', ...json },
      signal: AbortSignal.timeout(ANSWER_WITHIN),
      keepalive: method === 'DELETE', // what is removed on leaving the page is removed
      ...(body === undefined ? {} : { body: bytes ? body : JSON.stringify(body) }),
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
