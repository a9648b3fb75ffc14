import { expect, it } from 'vitest'
import type { OwnerSiteAnswer } from '../shared/wire.gen'
import { verdicts } from './verdicts'

const WELL: OwnerSiteAnswer = {
  url: 'https://shop.example/', status: 200, took: 40, allowed: true, found: 'ours', line: 7, in_head: true, inline: true, policies: 0, add: [],
}
const bad = (seen: Partial<OwnerSiteAnswer>): string[] => verdicts({ ...WELL, ...seen }).filter((one) => one.state !== 'ok').map((one) => one.words)

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
  expect(verdicts({ ...WELL, ...(seen as Partial<OwnerSiteAnswer>) }).every((one) => one.state === 'ok' || one.cure)).toBe(true)
})
