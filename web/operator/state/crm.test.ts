import { expect, it } from 'vitest'
import type { CrmContact } from '../wire'
import { CRM_CARD } from '../testing/server'
import { clientOf, detailOf, marks, written } from './crm'

const contact = (id: string, chosen = false): CrmContact => ({ id, name: id, phones: [], emails: [], responsible: '', url: '', chosen })
const client = (...contacts: CrmContact[]): string | null => clientOf({ ...CRM_CARD, contacts })?.id ?? null

it('knows the client when there is one, or one was chosen, and guesses nobody', () => {
  expect([client(), client(contact('a')), client(contact('a'), contact('b')), client(contact('a'), contact('b', true))]).toEqual([null, 'a', null, 'b'])
})

it('shows a long way in few marks, the end alone as the end', () => {
  expect([marks(3, 5), marks(0, 30), marks(1, 30), marks(29, 30), marks(30, 30)]).toEqual([[3, 5], [0, 10], [1, 10], [9, 10], [10, 10]])
})

it('writes a sum as people do, and leaves alone what is none', () => {
  const plain = (text: string): string => text.replace(/\s/g, ' ')
  expect([plain(written('9800', 'RUB', 'ru')), written('1500.5', 'USD', 'en'), written('по договору', 'RUB', 'ru'), written('', 'RUB', 'ru'), written('12', '??', 'en')]).toEqual(
    ['9 800 ₽', '$1,500.50', 'по договору', '', '12 ??'],
  )
})

it('tells what the CRM said, and spares one a page of a web server', () => {
  expect([detailOf('no field <Товар>'), detailOf('HTTP 500 <!DOCTYPE html><html>')]).toEqual(['no field <Товар>', ''])
})
