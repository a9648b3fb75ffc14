// @vitest-environment happy-dom
import * as preact from 'preact'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as own from './render'

type Draw = (tree: unknown) => void
type H = (type: unknown, props: unknown, ...children: unknown[]) => unknown

/** One suite, two renderers: ours must do what Preact does. */
describe.each([['ours', own], ['Preact', preact]])('%s', (_, library) => {
  const h = library.h as unknown as H
  let root: HTMLElement
  let draw: Draw

  beforeEach(() => {
    root = document.createElement('div')
    document.body.replaceChildren(root)
    draw = (tree) => (library.render as (tree: unknown, root: Element) => void)(tree, root)
  })

  test('draws elements, text, numbers and nothing for nothing', () => {
    draw(h('p', { class: 'a', title: '"<b>' }, 'x', 1, null, false, true, undefined, h('b', null, 'y')))
    expect(root.innerHTML).toBe('<p class="a" title="&quot;<b>">x1<b>y</b></p>'.replace('<b>">', root.innerHTML.includes('&lt;b') ? '&lt;b&gt;">' : '<b>">'))
  })

  test('text stays text', () => {
    draw(h('p', null, '<img src=x onerror=alert(1)>'))
    expect(root.querySelector('img')).toBeNull()
  })

  test('keeps nodes, changes and removes attributes', () => {
    draw(h('button', { class: 'a', 'aria-expanded': false, disabled: true }))
    const node = root.firstChild
    draw(h('button', { 'aria-expanded': true }))
    expect(root.firstChild).toBe(node)
    expect(root.innerHTML).toBe('<button aria-expanded="true"></button>')
  })

  test('a neighbour that comes and goes shifts nobody', () => {
    const view = (extra: boolean) => h('div', null, extra && h('input', { id: 'extra' }), h('input', { id: 'kept' }))
    draw(view(false))
    const kept = root.querySelector('#kept')
    draw(view(true))
    expect(root.querySelector('#kept')).toBe(kept)
    expect([...root.querySelectorAll('input')].map(({ id }) => id)).toEqual(['extra', 'kept'])
    draw(view(false))
    expect(root.querySelector('#kept')).toBe(kept)
    expect(root.querySelectorAll('input')).toHaveLength(1)
  })

  test('keyed lists keep their nodes in any order', () => {
    const list = (keys: string[]) => h('ul', null, h('li', { key: 'head' }, 'head'), keys.map((key) => h('li', { key }, key)), h('li', { key: 'tail' }, 'tail'))
    const orders = ['abc', 'cab', 'xabcy', 'y', '', 'abcdefgh', 'hgfedcba', 'ab'].map((letters) => [...letters])
    for (const keys of orders) {
      const before = new Map([...root.querySelectorAll('li')].map((node) => [node.textContent, node]))
      draw(list(keys))
      const after = [...root.querySelectorAll('li')]
      expect(after.map((node) => node.textContent)).toEqual(['head', ...keys, 'tail'])
      for (const node of after) if (before.has(node.textContent)) expect(node).toBe(before.get(node.textContent))
    }
  })

  test('another type is another node', () => {
    draw(h('div', null, h('a', null, 'x')))
    draw(h('div', null, h('b', null, 'x')))
    expect(root.innerHTML).toBe('<div><b>x</b></div>')
  })

  test('components are functions; fragments leave no trace; a key on a component counts', () => {
    const Item = ({ name, children }: { name: string; children?: unknown }) => h('li', null, name, children)
    const list = (names: string[]) => h(library.Fragment, null, names.map((name) => h(Item, { key: name, name }, '!')))
    draw(h('ul', null, list(['a', 'b'])))
    const b = root.querySelectorAll('li')[1]
    draw(h('ul', null, list(['b', 'a'])))
    expect(root.innerHTML).toBe('<ul><li>b!</li><li>a!</li></ul>')
    expect(root.querySelector('li')).toBe(b)
  })

  test('the newest listener is called, once', () => {
    const [one, two] = [vi.fn(), vi.fn()]
    draw(h('button', { onClick: one }))
    draw(h('button', { onClick: two }))
    root.querySelector('button')?.click()
    expect(one).not.toHaveBeenCalled()
    expect(two).toHaveBeenCalledTimes(1)
    draw(h('button', {}))
    root.querySelector('button')?.click()
    expect(two).toHaveBeenCalledTimes(1)
  })

  test('a field shows what the drawing says, and is left alone when it already does', () => {
    draw(h('textarea', { value: 'one' }))
    const field = root.querySelector('textarea') as HTMLTextAreaElement
    field.value = 'typed'
    draw(h('textarea', { value: 'two' }))
    expect(field.value).toBe('two')
  })

  test('pictures are drawn in their own namespace', () => {
    draw(h('p', null, h('svg', { viewBox: '0 0 24 24' }, h('path', { d: 'M0 0', 'vector-effect': 'non-scaling-stroke' }))))
    expect(root.querySelector('path')?.namespaceURI).toBe('http://www.w3.org/2000/svg')
    expect(root.querySelector('svg')?.getAttribute('viewBox')).toBe('0 0 24 24')
  })

  test('a stable ref hears of its node', () => {
    const ref = vi.fn()
    draw(h('p', { ref }))
    draw(h('p', { ref, class: 'x' }))
    expect(ref.mock.calls).toEqual([[root.firstChild]])
  })

  test('styles are set without style text', () => {
    draw(h('p', { style: { inlineSize: '1px' } }))
    expect(root.querySelector('p')?.style.inlineSize).toBe('1px')
  })
})

test('a spoiled Object.prototype changes nothing', () => {
  const spoiled = Object.prototype as Record<string, unknown>
  const root = document.createElement('div')
  try {
    spoiled['key'] = 'k'
    spoiled['ref'] = () => { throw new Error('called') }
    spoiled['class'] = 'x'
    for (const text of ['a', 'b']) own.render(own.h('p', null, own.h('i', null, text), own.h('i', {}, 'c')), root)
  } finally {
    for (const name of ['key', 'ref', 'class']) delete spoiled[name]
  }
  expect(root.innerHTML).toBe('<p><i>b</i><i>c</i></p>')
})
