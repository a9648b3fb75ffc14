/**
 * The invitation: at its moment, words of those who are there stand above the button, or the window opens by itself. It takes no focus.
 * Who closes it has acted: this browser remembers the name of exactly this invitation, and nothing before that. Its script is run anew
 * when the settings change; the button remembers what is going on.
 */
import type { VisitorInvitation, VisitorInvite } from '../../../shared/wire.gen'
import { handOver, shelfPrefix, type Stage, type StageScript } from '../../contract'
import { openChat } from '../../drawn'
import { watchMoment } from './moment'
import { hearClosed, hearWritten, recall, remember } from './memory'
import { stand } from './standing'

handOver<StageScript>(start)

interface Going {
  readonly name: string
  /** The visitor has opened the chat on this page: nobody need invite them any more. */
  readonly over: boolean
  end(): void
}
type Button = HTMLElement & { besedkaInvite?: Going }

/** Here the window would cover the page: only words come. */
const PHONE = '(max-width:480px),(max-height:420px)'

function start(stage: Stage): void {
  const button: Button = stage.launcher
  const { invite } = stage.settings
  const before = button.besedkaInvite
  if (!invite || before?.over || before?.name === invite.name) return
  before?.end()
  button.besedkaInvite = begin(stage, invite)
}

function begin(stage: Stage, rules: VisitorInvite): Going {
  const { base, launcher, frame, settings: { project } } = stage
  const going = { name: rules.name, over: frame.isConnected, end }
  let live = true
  const ends = [watchMoment(rules, () => void come().catch(() => {})), hearWritten(shelfPrefix(project), end)]
  document.addEventListener('besedka:open', opened)
  addEventListener('pageshow', back)
  ends.push(() => removeEventListener('pageshow', back))

  /** A page that was kept while the visitor was elsewhere has heard nothing of what they did there. */
  async function back({ persisted }: PageTransitionEvent): Promise<void> {
    if (persisted && (await done())) end()
  }

  /** This browser has closed exactly this invitation, or written. */
  async function done(): Promise<boolean> {
    return recall(project) === rules.name || stage.mark.stands().catch(() => false)
  }

  function end(): void {
    live = false
    for (const one of ends) one()
    document.removeEventListener('besedka:open', opened)
  }

  function opened(): void {
    going.over = true
    end()
  }

  const wanted = () => live && !going.over && launcher.isConnected && stage.settings.invite?.name === rules.name

  async function come(): Promise<void> {
    if (!wanted() || (await done())) return
    const said = await ask()
    if (!said.people.length || !wanted()) return
    if (rules.what === 'chat' && !matchMedia(PHONE).matches) {
      stage.invited = true // nobody has asked for the window
      enter()
    } else ends.push(hearClosed(project, end), stand(stage, { name: rules.name, ask, accept: enter, refuse, over: end }, said))
    stage.emit('invite', rules.what)
  }

  async function ask(): Promise<VisitorInvitation> {
    const answer = await fetch(`${base}/c/${project}.invite.json`, { __proto__: null, credentials: 'omit', cache: 'no-store' } as RequestInit)
    return (await answer.json()) as VisitorInvitation
  }

  function refuse(): void {
    remember(project, rules.name)
    end()
  }

  /** Who closes what they were led to has closed the invitation. */
  function enter(): void {
    opened()
    // At once, not when the page is told: who closes it may be gone by then.
    new MutationObserver((_, watch) => {
      if (frame.matches('.opened')) return
      watch.disconnect()
      stage.invited = false
      remember(project, rules.name)
    }).observe(frame, { attributes: true })
    openChat()
  }

  return going
}
