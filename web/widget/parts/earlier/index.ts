/** Which visit of this browser it is, told with all else that the page says of itself: counted from the visitor's first act on. */
import { handOver } from '../../contract'
import type { App, Drawn } from '../../panel/app'
import { visitNumber } from './visits'

handOver<Pick<Drawn, 'draw'>>({ draw: tell })

let told = false

function tell({ session, stage: { about } }: App): void {
  if (told) return
  told = true
  const { frame } = about
  about.frame = () => {
    const visits = visitNumber(session.shelf)
    return { ...frame(), ...(visits && { visits }) }
  }
  about.told()
}
