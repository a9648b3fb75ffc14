// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ear } from '../net/desktop'
import { Desk } from '../net/desk'
import { RequestRefused } from '../../shared/ui/http'
import { FakeDesktop } from '../testing/desktop'
import { ANNA, Model, dice } from '../testing/model'
import { FakeSocket, fakeApi } from '../testing/server'
import { refusal } from './acts'
import { useBadge } from './badge'
import { clicked, quietOf, untilOf, useDesktop } from './desktop'
import { check, permission, useTelling } from './popups'
import { DeskContext } from './room'
import { go, route } from './route'

const [OLGA, PETR] = ['1'.repeat(32), '2'.repeat(32)]
const NEVER = vi.fn(() => {
  throw new Error('the browser was asked for a pop-up')
})

let box: HTMLElement
let desk: Desk
let shell: FakeDesktop
let api: ReturnType<typeof fakeApi>

beforeEach(async () => {
  localStorage.clear()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('Notification', NEVER)
  shell = new FakeDesktop()
  vi.stubGlobal('besedkaDesktop', shell)
  shell.listen((said) => ear.heard(said))
  box = document.body.appendChild(document.createElement('div'))
  const model = new Model(ANNA, dice(3))
  api = fakeApi(model)
  desk = new Desk(api, model.overview(), () => 'ru', () => {})
  desk.teller.choose({ sound: null, stay: 30 })
  const Speaks = () => (useTelling(), useBadge(), useDesktop(), null)
  await act(async () => render(<DeskContext.Provider value={desk}><Speaks /></DeskContext.Provider>, box))
})
afterEach(() => {
  go({ list: 'mine', conversation: null, client: false })
  render(null, box)
  box.remove()
  refusal.set(null)
  expect(NEVER).not.toHaveBeenCalled()
  vi.unstubAllGlobals()
})

const say = (said: unknown) => act(async () => shell.say(said))
const wrote = (conversation: string, text: string) => desk.teller.speak({ of: 'message', conversation, text }, false)

it('tells it at once who is there, what is open, and how many wait', () => {
  expect(permission()).toBe('granted')
  expect(shell.told).toEqual(expect.arrayContaining([{ presence: 'online' }, { quiet: 0 }, { opened: '' }, { signed: ANNA.id }, { badge: 0 }]))
})

it('notifies through it and not through the browser, for as long as was chosen', () => {
  wrote(OLGA, 'здравствуйте')
  expect(shell.notes.get(OLGA)).toMatchObject({ tag: OLGA, conversation: OLGA, text: 'здравствуйте', stay: 30, reply: true })
  desk.teller.speak({ of: 'called', conversation: PETR, text: '' }, false)
  expect(shell.notes.get(PETR)?.stay).toBe(0)
  desk.teller.speak({ of: 'missed', conversations: [OLGA, PETR], messages: 3 }, false)
  expect(shell.notes.get('missed')).toMatchObject({ conversation: '', reply: false })
  check(desk.teller.choices.get(), (key) => key)
  expect(shell.notes.get('check')).toMatchObject({ conversation: '', title: 'check_title', reply: false })
})

it('what is told without disturbing is not shown', () => {
  desk.teller.speak({ of: 'message', conversation: OLGA, text: 'тихо' }, true)
  expect(shell.notes.size).toBe(0)
})

it('takes a pop-up away when its conversation is opened', async () => {
  wrote(OLGA, 'раз')
  wrote(PETR, 'и я')
  await act(async () => go({ conversation: OLGA }))
  expect([...shell.notes.keys()]).toEqual([PETR])
  expect(shell.told).toContainEqual({ opened: OLGA })
})

it('leaves one that stands while nobody looks, whoever else calls or is answered', async () => {
  await act(async () => go({ conversation: OLGA }))
  const looks = vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  wrote(OLGA, 'вы тут?')
  await act(async () => desk.calls.all.set([{ conversation: PETR, step: 'popup', at: 1, hushed: false }]))
  await act(async () => desk.calls.all.set([]))
  expect([...shell.notes.keys()]).toEqual([OLGA])
  looks.mockRestore()
  await act(async () => void dispatchEvent(new Event('focus')))
  expect(shell.notes.size).toBe(0)
})

it('opens what was clicked, and stays where it is when only the window is wanted', async () => {
  await say({ t: 'open', conversation: OLGA })
  expect(route.get()).toMatchObject({ conversation: OLGA, client: false })
  const before = clicked.get()
  await say({ t: 'open', conversation: '' })
  expect([route.get().conversation, clicked.get() > before]).toEqual([OLGA, true])
})

it('sends a reply by the outbox, once and under its own id, and leaves what is being written alone', async () => {
  desk.drafts.set(OLGA, 'недописано')
  const [one, other] = ['7'.repeat(32), '8'.repeat(32)]
  const first = { t: 'reply', id: one, operator: ANNA.id, conversation: OLGA, text: ' Да, есть. ' }
  await say(first)
  await say({ ...first, id: other, text: 'Завтра привезём.' })
  await say(first)
  expect(shell.told.filter((told) => 'took' in (told as object))).toEqual([{ took: one }, { took: other }, { took: one }])
  const items = desk.unsent.get()
  expect(items.map((one) => one.body)).toEqual([{ conversation: OLGA, text: 'Да, есть.' }, { conversation: OLGA, text: 'Завтра привезём.' }])
  expect(items.map((one) => one.id)).toEqual([one, other])
  expect(desk.drafts.all.get()[OLGA]).toBe('недописано')
  const again = new Desk(fakeApi(new Model(ANNA, dice(3))), new Model(ANNA, dice(3)).overview(), () => 'ru', () => {})
  expect(again.unsent.get().map((one) => one.id), 'a page that crashes has them still').toEqual(items.map((one) => one.id))
  again.stop()
})

it('does what was chosen in the tray, and tells it what was chosen here', async () => {
  const stance = vi.spyOn(desk, 'setStance').mockResolvedValue()
  await say({ t: 'presence', status: 'away' })
  await say({ t: 'presence', status: 'online' })
  expect(stance.mock.calls, 'who is there already is not asked again').toEqual([['away']])
  await say({ t: 'quiet', until: -1 })
  expect(desk.teller.choices.get().quiet).toBe('on')
  await act(async () => desk.teller.choose({ quiet: null }))
  expect(shell.told.filter((one) => 'quiet' in (one as object))).toEqual([{ quiet: 0 }, { quiet: -1 }, { quiet: 0 }])
})

it('when the server refuses what the tray wished, the tray is told what is', async () => {
  vi.spyOn(desk, 'setStance').mockRejectedValue(new RequestRefused(503, 'no_server', {}, ''))
  shell.told.length = 0
  await say({ t: 'presence', status: 'offline' })
  await vi.waitFor(() => expect(shell.told).toEqual([{ presence: 'online' }]))
  expect(refusal.get()?.code).toBe('no_server')
})

it.each([[null, 0], ['on', -1], [5_000, 5_000]] as const)('quiet %j is said as %d', (quiet, until) => {
  expect(untilOf(quiet)).toBe(until)
  expect(quietOf(until)).toBe(quiet)
})
