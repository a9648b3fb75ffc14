/** Opens what a link is for, once its reader says so. The token stands behind the #, and leaves the address before anything is asked. */
import { browser, keep, last, remembers, stand } from './chat'
import { language, say } from './words'

const page = document.getElementById('page')!
const [, stop] = /^\/unsubscribe\/([\w-]+)$/.exec(location.pathname) ?? []
document.documentElement.lang = language

if (stop) ask(stop)
else begin(location.hash.slice(1))

/** A link opens once: a mail service that looks at every page, scripts and all, must not use it up, nor is anything kept before. */
function begin(token: string): void {
  const known = last()
  if (token) tell('go', 'go_then', 'go_do', () => void open(token))
  else if (known) chat(known)
  else tell('over', 'over_alone')
}

async function open(token: string): Promise<void> {
  if (!remembers()) return tell('blocked', 'blocked_then', 'again', () => void open(token))
  history.replaceState(null, '', location.pathname)
  tell('opening')
  const answer = await post('/api/visitor/v1/continue', { token, browser: browser() })
  if (!answer) return tell('lost', 'lost_then', 'again', () => void open(token))
  const told = (await answer.json()) as { project?: string; key?: string; params?: { project?: string } }
  if (answer.ok && told.project && told.key) {
    keep(told.project, told.key)
    return chat(told.project)
  }
  const project = told.params?.project
  if (answer.status >= 500 || answer.status === 429) tell('lost', 'lost_then', 'again', () => void open(token))
  else if (project) tell('over', 'over_then', 'anew', () => chat(project))
  else tell('over', 'over_alone')
}

function chat(project: string): void {
  page.hidden = true
  stand(project)
}

/** Nothing changes because a page was looked at: a mail service that opens every link stops nobody's letters. */
function ask(token: string): void {
  tell('stop', 'stop_then', 'stop_do', async () => {
    const answer = await post(`/unsubscribe/${token}`, {})
    if (!answer) tell('lost', 'lost_then', 'again', () => ask(token))
    else if (answer.ok) tell('stopped', 'stopped_then')
    else tell('stop_wrong', 'stop_wrong_then')
  })
}

async function post(path: string, body: object): Promise<Response | null> {
  try {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': language }
    return await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) })
  } catch {
    return null
  }
}

type Word = Parameters<typeof say>[0]

function tell(title: Word, words?: Word, deed?: Word, run?: () => void): void {
  const heading = make('h1', say(title))
  page.replaceChildren(heading, ...(words ? [make('p', say(words))] : []))
  document.title = say(title)
  if (!deed || !run) return
  const button = make('button', say(deed))
  button.className = 'do'
  button.addEventListener('click', run, { once: true })
  page.append(button)
}

function make(name: string, text: string): HTMLElement {
  const node = document.createElement(name)
  node.textContent = text
  return node
}
