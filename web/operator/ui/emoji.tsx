/** A small choice of emoji for an answer; the system's own picker has the rest. */
import { Icon } from '../../shared/ui/icon'
import { smile } from '../../shared/ui/icons'
import { Menu } from '../../shared/ui/menu'
import { useSay } from './room'

const EMOJI = [
  ...'😀 😄 😉 😊 🙂 😍 🤗 😎 🤔 😅 😂 🥲 😢 😔 😮 😇'.split(' '),
  ...'👍 👎 👌 🙏 👏 🤝 💪 👋 ❤️ 💚 🔥 ⭐ 🎉 🎁 💯 ✅'.split(' '),
  ...'❌ ⚠️ ❓ 💡 📎 📄 📷 📞 📧 📍 🕐 📅 🚚 📦 💳 🏠'.split(' '),
]

export function EmojiPicker({ pick }: { pick: (emoji: string) => void }) {
  const say = useSay()
  return (
    <Menu label={say('emoji')} class="icon smile" kind="dialog" boxClass="emoji" button={<Icon path={smile} />}>
      <div>
        {EMOJI.map((emoji) => <button key={emoji} type="button" onClick={() => pick(emoji)}>{emoji}</button>)}
      </div>
    </Menu>
  )
}
