/** The app's words in Russian, a file for each place. `en` holds the same keys; the compiler and a test see to it. */
import { avatar } from './avatar'
import { canned } from './canned'
import { card } from './card'
import { check } from './check'
import { composer } from './composer'
import { crm } from './crm'
import { device } from './device'
import { door } from './door'
import { files } from './files'
import { filter } from './filter'
import { keys } from './keys'
import { ladder } from './ladder'
import { leads } from './leads'
import { life } from './life'
import { link } from './link'
import { lists } from './lists'
import { messages } from './messages'
import { search } from './search'
import { tags } from './tags'
import { take } from './take'
import { talk } from './talk'
import { time } from './time'
import { told } from './told'
import { window } from './window'

export const ru = {
  ...avatar,
  ...canned,
  ...card,
  ...check,
  ...composer,
  ...crm,
  ...device,
  ...door,
  ...files,
  ...filter,
  ...keys,
  ...ladder,
  ...leads,
  ...life,
  ...link,
  ...lists,
  ...messages,
  ...search,
  ...tags,
  ...take,
  ...talk,
  ...time,
  ...told,
  ...window,
}

export type Key = keyof typeof ru
