/** Words of an operator’s picture, in English. */
import type { avatar as russian } from '../ru/avatar'

export const avatar: Readonly<Record<keyof typeof russian, string>> = {
  avatar: 'Avatar',
  avatar_choose: 'Choose a picture',
  avatar_another: 'Another picture',
  avatar_remove: 'Remove',
  avatar_kinds: 'Square, 200 to 1500 pixels, .png or .jpg. Clients see it.',
  avatar_square: 'Take the square from the middle',
}
