import { expect, it } from 'vitest'
import type { OwnerEntry, OwnerInviteRules, OwnerMultiwidgetSettings } from '../../shared/wire.gen'
import { differing, fresh, merged, moved } from './settings'

const entry = (id: string, more: Partial<OwnerEntry> = {}): OwnerEntry => ({ id, kind: 'telegram', on: false, link: '', caption: '', ...more })
const LOOK = { button: '', icon: '', inline: 'end', block: 'end', offset_inline: 24, offset_block: 24, pulse: true, theme: 'auto' } as const
const [chat, telegram, phone, own] = ['chat', 'telegram', 'phone', 'link-1'].map((id) => entry(id)) as [OwnerEntry, OwnerEntry, OwnerEntry, OwnerEntry]
const INVITE: OwnerInviteRules = { on: false, what: 'bubble', after: 30, leaving: false, pages: '', text: {} as OwnerInviteRules['text'] }
const BEFORE: OwnerMultiwidgetSettings = { entries: [chat, telegram, phone], look: LOOK, invite: INVITE, hue: 165 }
const order = (settings: OwnerMultiwidgetSettings) => settings.entries.map(({ id }) => id)

it('what differs is named by its smallest part', () => {
  expect(differing(BEFORE, BEFORE)).toEqual([])
  expect(differing(BEFORE, { ...BEFORE, entries: [phone, chat, telegram], hue: 20 })).toEqual(['order', 'hue'])
  expect(differing(BEFORE, { ...BEFORE, entries: [...BEFORE.entries, own], look: { ...LOOK, pulse: false } })).toEqual(['way:link-1', 'look:pulse'])
})

it('two people who change different things keep both', () => {
  const mine = { ...BEFORE, entries: [phone, chat, entry('telegram', { on: true })] }
  const theirs = { entries: [chat, telegram, entry('phone', { link: '+7' }), own], look: { ...LOOK, theme: 'dark' as const }, invite: { ...INVITE, on: true }, hue: 20 }
  const both = merged(BEFORE, mine, theirs)
  expect(order(both)).toEqual(['phone', 'chat', 'telegram', 'link-1'])
  expect(both.entries[0]).toEqual(entry('phone', { link: '+7' }))
  expect(both.entries[2]?.on).toBe(true)
  expect([both.look.theme, both.hue, both.invite.on]).toEqual(['dark', 20, true])
})

it('what either took away is gone, unless the other has changed it', () => {
  const with1 = { ...BEFORE, entries: [...BEFORE.entries, own] }
  const changed = { ...with1, entries: [...BEFORE.entries, entry('link-1', { caption: 'Shops' })] }
  expect(order(merged(with1, BEFORE, with1))).toEqual(order(BEFORE))
  expect(order(merged(with1, with1, BEFORE))).toEqual(order(BEFORE))
  expect(order(merged(with1, changed, BEFORE))).toEqual([...order(BEFORE), 'link-1'])
})

it('a way moves within the list, and not out of it', () => {
  const ids = (to: number) => moved(BEFORE.entries, 'telegram', to).map(({ id }) => id)
  expect([ids(-1), ids(2), ids(9)]).toEqual([['telegram', 'chat', 'phone'], ['chat', 'phone', 'telegram'], ['chat', 'phone', 'telegram']])
})

it('a new link has a name of its own', () => {
  expect(fresh([chat, own]).id).toBe('link-2')
})
