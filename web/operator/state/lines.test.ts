import { describe, expect, it } from 'vitest'
import type { Message } from '../wire'
import { PLAIN } from '../wire'
import { type Line, lines, type Pending } from './lines'

const AT = new Date(2026, 10, 20, 14, 2, 10).getTime()
const MINUTE = 60_000
const marks = { visitor_delivered: 2, visitor_read: 0 }

function said(seq: number, at: number, author: Message['author'] = 'visitor', operator: string | null = null): Message {
  return { id: `m${seq}`, seq, at, author, operator, text: `слова ${seq}`, ...PLAIN }
}

function waits(id: string, at: number): Pending {
  return { id, at, text: id, files: [], quote: null, fate: 'waiting', why: '' }
}

/** `day`, `fresh`, and for a group its side and its messages. */
function shape(all: readonly Line[]): string[] {
  return all.map((line) => (line.kind === 'group' ? `${line.ours ? '>' : '<'} ${line.said.map((one) => one.id).join(' ')}` : line.kind))
}

describe('lines', () => {
  it('groups one author and one minute', () => {
    const thread = [said(1, AT), said(2, AT + 5_000), said(3, AT + MINUTE), said(4, AT + MINUTE, 'operator', 'anna'), said(5, AT + MINUTE, 'operator', 'igor')]
    expect(shape(lines(thread, [], marks, null, 'anna'))).toEqual(['day', '< m1 m2', '< m3', '> m4', '> m5'])
  })

  it('marks every day', () => {
    const thread = [said(1, AT), said(2, AT + 24 * 60 * MINUTE)]
    expect(shape(lines(thread, [], marks, null, 'anna'))).toEqual(['day', '< m1', 'day', '< m2'])
  })

  it('draws the line of new messages once, and not above everything', () => {
    const thread = [said(1, AT), said(2, AT, 'operator', 'anna'), said(3, AT + MINUTE), said(4, AT + 2 * MINUTE)]
    expect(shape(lines(thread, [], marks, 2, 'anna'))).toEqual(['day', '< m1', '> m2', 'fresh', '< m3', '< m4'])
    expect(shape(lines(thread, [], marks, 0, 'anna'))).toEqual(['day', '< m1', '> m2', '< m3', '< m4'])
  })

  it('puts what is not sent after what is, apart, and each word once', () => {
    const thread = [said(1, AT, 'operator', 'anna')]
    const all = lines(thread, [waits('m1', AT), waits('m2', AT), waits('m3', AT)], marks, null, 'anna')
    expect(shape(all)).toEqual(['day', '> m1', '> m2 m3'])
  })

  it('tells what became of our words', () => {
    const ours = (seq: number): Message => said(seq, AT, 'operator', 'anna')
    const [, group] = lines([ours(1), ours(2), ours(3)], [], { visitor_delivered: 2, visitor_read: 1 }, null, 'anna')
    expect(group?.kind === 'group' && group.said.map((one) => one.fate)).toEqual(['read', 'delivered', 'sent'])
  })
})
