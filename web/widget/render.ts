/**
 * Draws a tree of elements and keeps the page's nodes in step with it: the part of Preact that the panel needs, in a tenth
 * of its weight. Components are plain functions of their properties, called at once; state lives outside.
 *
 * The panel is written in JSX against Preact's types, and its build puts this file in Preact's place (docs/decisions.md,
 * "The panel draws itself"), so going back is one line.
 */
import type { ComponentChild } from 'preact'

type Props = Readonly<Record<string, unknown>>
interface Tree {
  readonly type: string
  readonly key: unknown
  readonly props: Props
  readonly children: unknown[]
}
/** What we remember of a node that we made. */
interface Known {
  type: string
  props: Props
  kids: Map<unknown, Node>
}

const known = new WeakMap<Node, Known>()
const SVG = 'http://www.w3.org/2000/svg'

export function h(type: string | ((props: Props) => unknown), given: Props | null, ...children: unknown[]): unknown {
  const props = { __proto__: null, ...given } as Props // a page that spoils Object.prototype must not speak here
  const key = props['key']
  if (typeof type !== 'function') return { type, key, props, children }
  const made = type({ ...props, children })
  return key === undefined || !isTree(made) ? made : { ...made, key }
}

export function Fragment({ children }: Props): unknown {
  return children
}

export function render(tree: ComponentChild | unknown, root: Element): void {
  place(root, [tree])
}

/** Makes the children of `parent` be `wanted`, reusing the node of the same key (or place) and type. */
function place(parent: Element, wanted: unknown[]): void {
  const kids = new Map<unknown, Node>()
  const before = known.get(parent)?.kids ?? new Map<unknown, Node>()
  let next = parent.firstChild
  each(wanted, '', (child, key) => {
    const type = isTree(child) ? child.type : ''
    const old = before.get(key)
    const node = old && known.get(old)?.type === type ? old : create(type, parent)
    kids.set(key, node)
    if (node === next) next = next.nextSibling
    else parent.insertBefore(node, next)
    if (isTree(child)) update(node as HTMLElement, child)
    else if (node.nodeValue !== String(child)) node.nodeValue = String(child)
  })
  for (const [key, node] of before) if (kids.get(key) !== node) parent.removeChild(node)
  remember(parent, '').kids = kids
}

/** Every child that shows, with its key: its own, or the place where it stands (so that absent ones shift nobody). */
function each(children: unknown[], path: string, visit: (child: unknown, key: unknown) => void): void {
  children.forEach((child, index) => {
    if (Array.isArray(child)) each(child, `${path}${index}.`, visit)
    else if (child != null && child !== true && child !== false) visit(child, (isTree(child) ? child.key : undefined) ?? path + index)
  })
}

function create(type: string, parent: Element): Node {
  const svg = type === 'svg' || parent.namespaceURI === SVG
  const node = !type ? document.createTextNode('') : svg ? document.createElementNS(SVG, type) : document.createElement(type)
  remember(node, type)
  return node
}

function remember(node: Node, type: string): Known {
  const found = known.get(node) ?? { type, props: {}, kids: new Map<unknown, Node>() }
  known.set(node, found)
  return found
}

function update(node: HTMLElement, { props, children, type }: Tree): void {
  const memory = remember(node, type)
  const old = memory.props
  const first = !Object.hasOwn(old, 'ref')
  memory.props = { ref: null, ...props }
  place(node, children)
  for (const name of new Set([...Object.keys(old), ...Object.keys(props)])) {
    if (name === 'value') {
      const field = node as HTMLTextAreaElement
      if (field.value !== props[name]) field.value = String(props[name])
    } else if (old[name] !== props[name]) assign(node, name, props[name])
  }
  const { ref } = props
  if (first && typeof ref === 'function') (ref as (node: Element) => void)(node)
}

function assign(node: HTMLElement, name: string, value: unknown): void {
  if (name === 'key' || name === 'ref' || name === 'children') return
  if (name === 'style') Object.assign(node.style, value)
  else if (name.startsWith('on')) listen(node, name)
  else if (value == null || (value === false && !name.startsWith('aria'))) node.removeAttribute(name)
  else node.setAttribute(name === 'tabIndex' ? 'tabindex' : name, value === true && !name.startsWith('aria') ? '' : String(value))
}

/** One listener per node and event for ever; it calls what the newest drawing says. */
function listen(node: HTMLElement, name: string): void {
  const memory = remember(node, '') as Known & { heard?: Set<string> }
  memory.heard ??= new Set()
  if (memory.heard.has(name)) return
  memory.heard.add(name)
  node.addEventListener(name.slice(2).toLowerCase(), (event) => {
    const now = memory.props[name]
    if (typeof now === 'function') (now as (event: Event) => void)(event)
  })
}

function isTree(child: unknown): child is Tree {
  return typeof child === 'object' && child !== null && 'type' in child
}
