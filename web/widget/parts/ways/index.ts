/** The list of ways to get in touch. */
import { handOver } from '../../contract'

handOver({})
