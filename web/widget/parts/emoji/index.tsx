/** A few emoji to put into what is being written; the arrows walk among them. */
import { handOver } from '../../contract'
import type { App, Drawn } from '../../panel/app'
import css from './emoji.css?inline'

const EMOJI = '🙂 😀 😂 😉 😍 🤔 😢 😡 👍 👎 👌 🙏 👏 🤝 💪 ❤️ 🔥 🎉 ✅ ❌ ⏰ 📷 🎁 👋'.split(' ')

handOver<Drawn>({ css, draw: (app) => <Emoji app={app} /> })

function Emoji({ app }: { app: App }) {
  const pick = (event: Event) => {
    const button = event.currentTarget as HTMLElement
    const field = button.closest('form')?.querySelector('textarea')
    if (!field) return
    field.setRangeText(button.textContent ?? '', field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new Event('input'))
    app.over = ''
    app.redraw()
    field.focus()
  }
  return (
    <div class="over emoji" role="group" aria-label={app.say('emoji')} onKeyDown={walk}>
      {EMOJI.map((emoji) => <button type="button" onClick={pick}>{emoji}</button>)}
    </div>
  )
}

function walk(event: KeyboardEvent): void {
  const button = event.target as HTMLElement
  const grid = event.currentTarget as HTMLElement
  const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
  if (!step) return
  event.preventDefault()
  const all = [...grid.children] as HTMLElement[]
  all[(all.indexOf(button) + step + all.length) % all.length]?.focus()
}
