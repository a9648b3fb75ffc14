/** The sound of an answer. */
import { handOver } from '../../contract'
import type { Kinds } from '../../panel/app'
import { play } from './sound'

handOver<Kinds['sound']>({ play })
