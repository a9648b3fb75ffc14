/** The picture of an operator who is only to be made: judged at once, given to them when they are there. */
import { type AvatarWords, AvatarField, type Crop, useShown } from '../shared/ui/avatar'
import { Icon } from '../shared/ui/icon'
import { person } from '../shared/ui/icons'
import { useSpeech } from './room'

export interface Picked {
  readonly file: File
  readonly crop: Crop | null
}

export interface NewFaceOptions {
  /** Where it is judged. */
  readonly address: string
  readonly picked: Picked | null
  pick(picked: Picked | null): void
}

export function NewFace({ address, picked, pick }: NewFaceOptions) {
  const { language } = useSpeech()
  const shown = useShown(picked?.file ?? null)
  return (
    <AvatarField
      address={address} language={language} words={useAvatarWords()} has={picked !== null} removed={() => pick(null)}
      changed={(_avatar, file, crop) => pick(file && { file, crop })}
    >
      <span class="face d32" aria-hidden="true">{shown ? <img src={shown} alt="" /> : <Icon path={person} size="s" />}</span>
    </AvatarField>
  )
}

export function useAvatarWords(): AvatarWords {
  const { say } = useSpeech()
  return {
    choose: say('avatar_choose'), another: say('avatar_another'), remove: say('avatar_remove'), kinds: say('avatar_kinds'),
    takeSquare: say('avatar_square'), noServer: say('no_server'),
  }
}
