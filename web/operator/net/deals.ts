/** The leads of the project's own CRM, asked of the server. What is refused is thrown as RequestRefused. */
import type { Language } from '../../shared/i18n'
import { newId } from '../../shared/ids'
import { query, request } from '../../shared/ui/http'
import type { Board, DealEdit, DealPage, DealView, NewDeal, OwnCrm } from '../wire'

const BASE = '/api/operator/v1'

/** What leads are narrowed by; empty: not at all. `responsible`: an operator's id, or `nobody`. */
export interface Narrowed {
  readonly text: string
  readonly responsible: string
  readonly stage: string
  readonly since: number | null
  readonly until: number | null
}

export const EVERY: Narrowed = { text: '', responsible: '', stage: '', since: null, until: null }

/** Whether the menu narrows them; words that are sought are seen beside it. */
export function isNarrow({ responsible, stage, since, until }: Narrowed): boolean {
  return responsible !== '' || stage !== '' || since !== null || until !== null
}

export class Deals {
  constructor(private language: () => Language) {}

  own(): Promise<OwnCrm> {
    return this.ask('GET', '/pipelines')
  }

  board(pipeline: string, by: Narrowed): Promise<Board> {
    return this.ask('GET', `/pipelines/${pipeline}/board?${asked(by)}`)
  }

  list(pipeline: string, by: Narrowed, cursor: string | null): Promise<DealPage> {
    return this.ask('GET', `/deals?${asked(by, { pipeline, ...(cursor === null ? {} : { cursor }) })}`)
  }

  /** Where the table of these leads is fetched from. */
  exported(pipeline: string, by: Narrowed): string {
    return `${BASE}/deals/export?${asked(by, { pipeline })}`
  }

  one(id: string): Promise<DealView> {
    return this.ask('GET', `/deals/${id}`)
  }

  add(deal: NewDeal): Promise<DealView> {
    return this.ask('POST', '/deals', deal)
  }

  change(id: string, edit: DealEdit): Promise<DealView> {
    return this.ask('PATCH', `/deals/${id}`, edit)
  }

  comment(id: string, text: string): Promise<DealView> {
    return this.ask('POST', `/deals/${id}/comments`, { id: newId(), text })
  }

  remove(id: string): Promise<void> {
    return this.ask('DELETE', `/deals/${id}`)
  }

  private ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return request<T>(this.language(), method, BASE + path, body)
  }
}

function asked(by: Narrowed, also: Readonly<Record<string, string>> = {}): string {
  const { text, responsible, stage, since, until } = by
  const wanted = { text: text.trim(), responsible, stage, since: since ?? '', until: until ?? '', ...also }
  return query(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== '')))
}
