/** The panel's words, for one that was built with another language's. */
import { handOver } from '../../contract'
import type { Spoken } from '../../panel/app'
import { words } from '../../words/ru'

handOver<Spoken>({ words })
