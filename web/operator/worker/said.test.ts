import { describe, expect, it } from 'vitest'
import { shown } from './said'

const ID = '0b'.repeat(16)

describe('what a push says', () => {
  it('is shown as it was sent', () => {
    const sent = { id: 'x', kind: 'ladder', at: 5, project: 7, language: 'en', title: 'Olga', text: '<b>When?</b>', link: '', conversation: ID, tag: ID, operator: ID, badge: 2 }
    expect(shown(sent)).toEqual({ kind: 'ladder', at: 5, language: 'en', title: 'Olga', text: '<b>When?</b>', conversation: ID, operator: ID, tag: `besedka.${ID}`, badge: 2 })
  })
  it.each([null, 7, 'text', [], {}, { title: 5, conversation: '../../x', badge: '3' }])('of another kind is still told, and leads nowhere: %j', (sent) => {
    const said = shown(sent)
    expect([said.title, said.text, said.conversation, said.badge]).toEqual(['Беседка', 'Есть новости', '', undefined])
  })
  it('about no conversation stands in the place of its like', () => {
    expect(shown({ kind: 'nobody_online', title: 'Нет операторов', tag: 'nobody_online-7' }).tag).toBe('besedka.nobody_online-7')
  })
})
