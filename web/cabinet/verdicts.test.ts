import { expect, it } from 'vitest'
import type { OwnerSiteAnswer } from '../shared/wire.gen'
import { verdicts } from './verdicts'

const SHOWN = {
  decided: null, button: true, chat: true, ways: 1, site: true, page: { shown: true, compared: 'shop.example', line: null, entry: null }, device: 'desktop',
  device_shown: true, time_shown: true, clock: '2026-11-27T12:00', until: null, online: 1, away: 'chat',
} satisfies OwnerSiteAnswer['showing']
const WELL: OwnerSiteAnswer = {
  url: 'https://shop.example/', status: 200, took: 40, allowed: true, found: 'ours', line: 7, in_head: true, inline: true, policies: 0, add: [], showing: SHOWN,
}
const bad = (seen: Partial<OwnerSiteAnswer>): string[] => verdicts({ ...WELL, ...seen }, 'en').filter((one) => one.state !== 'ok').map((one) => one.words)

it('a page on which everything is well', () => {
  expect(bad({})).toEqual([])
  expect(bad({ policies: 2 })).toEqual([])
  expect(bad({ found: 'roistat' })).toEqual([])
})

it.each([
  [{ status: 500 }, 'page_refused'], [{ allowed: false }, 'site_unlisted'], [{ found: 'nothing', line: null }, 'code_missing'],
  [{ found: 'other_key' }, 'code_other_key'], [{ found: 'other_host' }, 'code_other_host'], [{ in_head: false }, 'code_found'],
  [{ policies: 1, inline: false }, 'policy_inline'], [{ policies: 1, add: ["connect-src 'self'"] }, 'policy_blocks'],
] as const)('%j has its cure', (seen, words) => {
  expect(bad(seen as Partial<OwnerSiteAnswer>)).toEqual([words])
  expect(verdicts({ ...WELL, ...(seen as Partial<OwnerSiteAnswer>) }, 'en').every((one) => one.state === 'ok' || one.cure)).toBe(true)
})

it.each([
  [{ chat: false, decided: 'off' }, 'chat_is_off', 'chat_is_off_then'],
  [{ page: { ...SHOWN.page, shown: false } }, 'filter_hides', 'filter_hides_rest'],
  [{ page: { shown: false, compared: 'shop.example/cart', line: 3, entry: '!/cart' } }, 'filter_hides', 'filter_hides_line'],
  [{ time_shown: false }, 'hours_off', 'hours_off_then'],
  [{ time_shown: false, until: '2026-11-28T09:00' }, 'hours_off', 'hours_off_until'],
  [{ online: 0 }, 'nobody_there', 'nobody_there_chat'],
  [{ online: 0, away: 'form' }, 'nobody_there', 'nobody_there_form'],
  [{ online: 0, away: 'hide', decided: 'people' }, 'nobody_there', 'nobody_there_hide'],
] as const)('a page whose code is well may hide the chat all the same: %j', (showing, words, cure) => {
  const said = verdicts({ ...WELL, showing: { ...SHOWN, ...showing } as OwnerSiteAnswer['showing'] }, 'en')
  expect(said.filter((one) => one.state !== 'ok').map((one) => [one.words, one.cure])).toEqual([[words, cure]])
})

it('tells when the hours end, on the project’s clock, and the line of the filter', () => {
  const page = { shown: false, compared: 'shop.example/cart', line: 3, entry: '!/cart' }
  const said = verdicts({ ...WELL, showing: { ...SHOWN, page, until: '2026-11-27T18:00' } }, 'en')
  expect(said.find((one) => one.words === 'hours_on')).toMatchObject({ cure: 'hours_on_until', params: { until: '18:00' } })
  expect(said.find((one) => one.words === 'filter_hides')?.params).toMatchObject({ row: 3, entry: '!/cart' })
})
