// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RequestRefused } from '../../shared/ui/http'
import { Desk } from '../net/desk'
import { ANNA, Model, conversation, dice } from '../testing/model'
import { CRM_CARD, FakeSocket, fakeApi, LEAD_FORM } from '../testing/server'
import type { CrmCard, CrmContact, Lead, LeadForm } from '../wire'
import { CrmSection } from './crm'
import { LeadSheet } from './leadsheet'
import { DeskContext } from './room'

const olgas = conversation('1'.repeat(32), { visitor_name: 'Ольга', last_seq: 4, assignee: ANNA.id, status: 'open' })
const LEAD: Lead = {
  state: 'sent', cause: 'operator', title: 'Окна', name: 'Ольга', phone: '', email: '', sum: null, operator: ANNA.id, asked_at: 0, sent_at: 1, due_at: 0,
  tries: 0, id: '7', url: 'https://crm.example/7', responsible: 'Анна', unmatched: '', code: '', message: '', detail: '', left_out: '', newer: 0,
}
let box: HTMLElement
let desk: Desk
beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  vi.stubGlobal('WebSocket', FakeSocket)
  box = document.body.appendChild(document.createElement('div'))
})
afterEach(() => {
  render(null, box)
  desk.stop()
  box.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const contact = (id: string, chosen = false): CrmContact => ({ id, name: `Ольга ${id}`, phones: ['+79162041877'], emails: [], responsible: '', url: 'https://crm.example/c', chosen })

async function shown(what: 'card' | 'dialog', card: Partial<CrmCard> = {}, form: Partial<LeadForm> = {}) {
  const model = new Model(ANNA, dice(3))
  model.all.set(olgas.id, olgas)
  const crm = vi.fn(async (_id: string, _anew: boolean): Promise<CrmCard> => ({ ...CRM_CARD, ...card }))
  const lead = vi.fn(async (): Promise<LeadForm> => ({ ...LEAD_FORM, ...form }))
  const sendLead = vi.fn(fakeApi(model).sendLead)
  const chooseClient = vi.fn(fakeApi(model).chooseClient)
  const shut = vi.fn()
  desk = new Desk({ ...fakeApi(model), crm, lead, sendLead, chooseClient }, model.overview(), () => 'en', () => {})
  desk.state.update((state) => ({ ...state, conversations: state.conversations.with([[olgas.id, { at: 0, it: olgas }]]) }))
  await act(async () => render(<DeskContext.Provider value={desk}>{what === 'card' ? <CrmSection it={olgas} /> : <LeadSheet id={olgas.id} shut={shut} />}</DeskContext.Provider>, box))
  desk.start()
  await act(async () => FakeSocket.latest?.greet(0))
  await settled()
  return { crm, lead, sendLead, chooseClient, shut }
}

const settled = () => act(async () => void (await vi.advanceTimersByTimeAsync(1)))
const say = (frame: Parameters<FakeSocket['say']>[0]) => act(async () => FakeSocket.latest?.say(frame)).then(settled)
const press = (words: string) => act(async () => [...box.querySelectorAll('button')].find((one) => one.textContent?.includes(words) || one.getAttribute('aria-label')?.includes(words))?.click()).then(settled)
const fact = (t: 'lead_sent' | 'lead_delayed' | 'lead_failed', position: number) => say({ t, position, conversation: olgas.id, at: 1 })

describe('the CRM on the card', () => {
  it('says that it is asked, and then what it knows', async () => {
    const steps = { outcome: 'open', sum: '9800', currency: 'USD', responsible: 'Анна', url: 'javascript:alert(1)', at: 1, step: 3, steps: 5 } as const
    await shown('card', { contacts: [contact('1')], leads: [{ id: '2', title: 'Окна', stage: 'Замер', ...steps }] })
    expect(box.querySelector('h3')?.textContent).toBe('amoCRM')
    expect([...box.querySelectorAll('a')].map((one) => one.href)).toEqual(['https://crm.example/c'])
    expect(box.querySelector('.crmlead')?.textContent).toBe('Окна$9,800ЗамерАнна')
    expect(box.querySelectorAll('.steps .on')).toHaveLength(3)
  })

  it('guesses nobody of several, and is told who it is', async () => {
    const { chooseClient } = await shown('card', { contacts: [contact('1'), contact('2')] })
    expect(box.textContent).toContain('+7 916 204-18-77')
    expect(box.querySelectorAll('.who')).toHaveLength(2)
    await press('It is Ольга 2')
    expect(chooseClient.mock.calls).toEqual([[olgas.id, '2']])
  })

  it('is asked anew when it tells of a change, when our lead has come, and when one wants it', async () => {
    const { crm, lead } = await shown('card')
    expect(crm.mock.calls).toEqual([[olgas.id, false]])
    await say({ t: 'crm' })
    await press('Refresh')
    expect(crm.mock.calls.slice(1)).toEqual([[olgas.id, true], [olgas.id, true]])
    lead.mockResolvedValue({ ...LEAD_FORM, lead: LEAD })
    await fact('lead_sent', 1)
    expect([crm.mock.calls.length, box.querySelector('.info.good a')?.getAttribute('href')]).toEqual([4, LEAD.url])
  })

  it('that cannot be asked says why, and is asked again', async () => {
    const { crm } = await shown('card', { code: 'crm_away', message: 'It does not answer', detail: 'refused' })
    expect(box.querySelector('[role=alert]')?.textContent).toContain('It does not answerrefused')
    await press('Try again')
    expect(crm.mock.calls.at(-1)).toEqual([olgas.id, true])
  })
})

describe('our own CRM', () => {
  it('opens its lead in the app itself', async () => {
    const ours = { name: 'builtin', title: '', clients: true, managers: true } as const
    await shown('card', { crm: ours }, { crm: ours, lead: { ...LEAD, id: '7'.repeat(32), url: '' } })
    expect(box.querySelector('h3')?.textContent).toBe('CRM')
    const link = box.querySelector<HTMLAnchorElement>('.info.good a')
    expect([link?.getAttribute('href'), link?.target]).toEqual([`/operator/leads/${'7'.repeat(32)}`, ''])
    await act(async () => link?.click())
    expect(location.pathname).toBe(`/operator/leads/${'7'.repeat(32)}`)
  })
})

describe("the conversation's lead on the card", () => {
  it('that waits says why and when, and is sent now as it is', async () => {
    const { sendLead } = await shown('card', {}, { stage: 'new', manager: '5', lead: { ...LEAD, state: 'waiting', code: 'crm_away', message: 'It does not answer', due_at: Date.now() + 40_000 } })
    expect(box.querySelector('.info')?.textContent).toContain('Next try in')
    await press('Send now')
    expect(sendLead.mock.calls[0]?.[1]).toEqual({ title: LEAD_FORM.title, name: 'Ольга', phone: '+79161234567', email: '', stage: '', manager: '', sum: null })
  })

  it('follows the facts from waiting to failed', async () => {
    const { lead } = await shown('card', {}, { lead: { ...LEAD, state: 'waiting' } })
    lead.mockResolvedValue({ ...LEAD_FORM, lead: { ...LEAD, state: 'failed', code: 'crm_refused', message: 'It refuses', detail: 'no such field' } })
    await fact('lead_failed', 1)
    expect(box.querySelector('.info.bad')?.textContent).toContain('It refusesno such field')
  })

  it('that is there tells who of ours was not found, what was left out, and what was said since', async () => {
    await shown('card', {}, { lead: { ...LEAD, unmatched: 'timur@okna.example', left_out: 'Товар, Офис', newer: 2 } })
    const words = box.textContent ?? ''
    expect([words.includes('timur@okna.example'), words.includes('Товар, Офис'), words.includes('2 new messages')]).toEqual([true, true, true])
  })
})

describe('the dialog', () => {
  const field = (id: string) => box.querySelector<HTMLInputElement>(`#lead-${id}`)
  const type = (id: string, text: string) => act(async () => {
    const input = field(id)
    if (!input) throw new Error(id)
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
  const submit = () => act(async () => void box.querySelector('dialog')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }))).then(settled)

  it('is filled in, and goes by one press', async () => {
    const { sendLead, shut } = await shown('dialog', {}, { unmatched: 'timur@okna.example', managers: [{ id: '1', title: 'Ольга Ким' }], extra: [{ title: 'Офис', value: 'Москва' }] })
    expect(['title', 'name', 'phone', 'email'].map((one) => field(one)?.value)).toEqual([LEAD_FORM.title, 'Ольга', '+7 916 123-45-67', ''])
    expect(box.textContent).toContain('6 messages and 3 files will go.')
    expect(box.textContent).toContain('timur@okna.example')
    expect(box.querySelector('dl')?.textContent).toBe('ОфисМосква')
    await submit()
    expect([sendLead.mock.calls.length, shut.mock.calls.length]).toEqual([1, 1])
  })

  it('says a refusal beside its field, and keeps what was typed', async () => {
    const { sendLead, shut } = await shown('dialog')
    sendLead.mockRejectedValueOnce(new RequestRefused(422, 'phone_short', { field: 'phone', missing: 2 }, 'short'))
    await type('phone', '+7 916 204-18')
    await submit()
    expect([field('phone')?.value, field('phone')?.getAttribute('aria-invalid'), shut.mock.calls.length]).toEqual(['+7 916 204-18', 'true', 0])
    expect(box.querySelector('#lead-phone-wrong')?.textContent).toContain('2')
    await type('phone', '+7 916 204-18-77')
    await submit()
    expect([sendLead.mock.calls.at(-1)?.[1].phone, shut.mock.calls.length]).toEqual(['+7 916 204-18-77', 1])
  })

  it('asks for a sum where the CRM keeps one, reads it as people write it, and sends no other words', async () => {
    const { sendLead } = await shown('dialog')
    expect(field('sum')).toBeNull()
    await act(async () => render(null, box))
    const sums = await shown('dialog', {}, { sums: true, sum: 150_000, currency: 'RUB' })
    expect(field('sum')?.value).toBe('1500')
    await type('sum', 'много')
    await submit()
    expect([field('sum')?.getAttribute('aria-invalid'), sendLead.mock.calls.length, sums.sendLead.mock.calls.length]).toEqual(['true', 0, 0])
    await type('sum', '2 000,50')
    expect(box.querySelector('label:has(#lead-sum) small')?.textContent?.replace(/\s/g, ' ')).toContain('2,000.50')
    await submit()
    expect(sums.sendLead.mock.calls[0]?.[1].sum).toBe(200_050)
  })

  it('sends nothing without a connection, says so, and keeps what was typed past itself', async () => {
    const { sendLead } = await shown('dialog')
    await act(async () => FakeSocket.latest?.cut())
    await type('title', 'Окна на дачу')
    await submit()
    expect([sendLead.mock.calls.length, box.querySelector('footer [role=alert]') === null]).toEqual([0, false])
    await act(async () => render(null, box))
    expect(desk.drafts.all.get()[`${olgas.id}.lead`]).toBe('{"title":"Окна на дачу"}')
  })
})
