/** A button and the small thing that it opens over the window, which is a part: Escape and leaving it close it. */
import { Icon } from '../../shared/icon'
import type { App, Over } from './app'

interface OpenerProps {
  app: App
  name: Over
  path: string
  popup?: 'menu'
}

export function Opener({ app, name, path, popup }: OpenerProps) {
  const { parts, say } = app
  const open = app.over === name
  const toggle = () => {
    app.missing = false
    lay(app, open ? '' : name)
    if (!open) parts.fetch(name).then(() => shows(app, name), () => lacks(app, name))
  }
  const keys = (event: KeyboardEvent) => {
    if (!open || event.key !== 'Escape') return
    event.stopPropagation()
    lay(app, '')
    app.focus('.' + name + '-opener')
  }
  const left = (event: FocusEvent) => {
    if (open && !(event.currentTarget as Node).contains(event.relatedTarget as Node | null)) lay(app, '')
  }
  return (
    <div onKeyDown={keys} onFocusOut={left}>
      <button
        type="button" class={`tool ${name}-opener`} aria-label={say(name)} aria-haspopup={popup} aria-expanded={open}
        onClick={toggle} onPointerEnter={() => void parts.fetch(name)}
      >
        <Icon path={path} />
      </button>
      {open && parts.at(name)?.draw(app)}
    </div>
  )
}

/** The part has come: it shows, if it is still wanted. */
function shows(app: App, name: Over): void {
  if (app.over !== name) return
  app.redraw()
  app.focus(`.${name} button`)
}

function lacks(app: App, name: Over): void {
  if (app.over !== name) return
  app.missing = true
  lay(app, '')
}

function lay(app: App, over: Over | ''): void {
  app.over = over
  app.redraw()
}
