/** Finds the links in what people wrote. Until it has come, and where it does not, words are just words. */
import { linkify } from '../../../shared/linkify'
import { handOver } from '../../contract'
import type { Kinds } from '../../panel/app'

handOver<Kinds['links']>({ linkify })
