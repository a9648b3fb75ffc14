import { describe, expect, it } from 'vitest'
import type { CannedLibrary, CannedResponse } from '../wire'
import { fill, plain, search, slashAt } from './canned'

function response(id: string, title: string, text: string, folder: string | null = null): CannedResponse {
  return { id, title, text, folder, updated_at: 1, updated_by: null, files: [] }
}

const LIBRARY: CannedLibrary = {
  version: '1',
  variables: ['client_name'],
  folders: [{ id: 'f', name: 'Продажи' }],
  responses: [
    response('3', 'Гарантия', 'Пять лет по договору, дальше — ремонт'),
    response('2', 'Сроки по договору', 'От 10 дней'),
    response('1', 'Договор и оплата', '{client_name}, подпишем договор на месте', 'f'),
    response('4', 'Замер', 'Замерщик приедет завтра'),
  ],
}

describe('search', () => {
  it('looks into titles first, then into texts, by word forms', () => {
    expect(search(LIBRARY, 'договорами').found.map((hit) => hit.response.id)).toEqual(['1', '2', '3'])
  })
  it('understands the wrong layout, and says what was looked for', () => {
    expect(search(LIBRARY, 'ljujdjh')).toMatchObject({ sought: 'договор', found: [{ folder: 'Продажи' }, {}, {}] })
  })
  it('shows everything for nothing typed: by folder, then by title', () => {
    expect(search(LIBRARY, '').found.map((hit) => hit.response.id)).toEqual(['1', '3', '4', '2'])
  })
  it('finds nothing where nothing is', () => expect(search(LIBRARY, 'велосипед').found).toEqual([]))
})

describe('variables', () => {
  const filled = (text: string, name: string): string => plain(fill(text, { client_name: name, operator_name: 'Анна' }))
  it.each([
    ['Здравствуйте, {client_name}!', 'Марина', 'Здравствуйте, Марина!'],
    ['Здравствуйте, {client_name}!', '', 'Здравствуйте!'],
    ['{client_name}, добрый день. С уважением, {operator_name}', '', 'Добрый день. С уважением, Анна'],
    ['Готово. {client_name}, проверьте', '', 'Готово. Проверьте'],
    ['Ждём\n{client_name}: до встречи', '', 'Ждём\nДо встречи'],
    ['Для {client_name} готово', '', 'Для готово'],
    ['{unknown} {client_name}', 'a{operator_name}', '{unknown} a{operator_name}'],
  ])('%s for %s', (text, name, expected) => expect(filled(text, name)).toBe(expected))
  it('marks what was filled in', () => {
    expect(fill('А {client_name}', { client_name: 'Б' })).toEqual([{ text: 'А ', filled: false }, { text: 'Б', filled: true }])
  })
})

describe('the slash', () => {
  it.each([
    ['/дог', 4, null, { from: 0, to: 4, typed: 'дог' }],
    ['Привет\n/ дог', 12, null, { from: 7, to: 12, typed: ' дог' }],
    ['и/или', 5, null, null],
    ['Привет /дог', 11, 7, { from: 7, to: 11, typed: 'дог' }],
    ['Привет /дог', 11, null, null],
    ['/etc/hosts', 10, null, null],
    ['/дог', 0, null, null],
    ['', 0, null, null],
  ])('in %s at %d', (text, caret, asked, expected) => expect(slashAt(text, caret, asked)).toEqual(expected))
})
