/** `roistatGoal.reach`: a request that a form of the page leaves. It becomes a conversation and a lead; the callback gets the answer. */
import { leads } from './place'
import { tell } from './page'

export function reach(payload: unknown, callback?: unknown): void {
  const body = JSON.stringify(Object.assign({ page: location.href }, payload))
  fetch(leads, { method: 'POST', body })
    .then((answer) => answer.json())
    .then((told: { status?: unknown; code?: unknown }) => tell(callback, told.status ? told : { status: 'error', error: told.code }))
    .catch(() => tell(callback, { status: 'error', error: 'away' }))
}
