/** `roistatGoal.reach`: a request that a form of the page leaves. It becomes a conversation and a lead; the callback gets the answer. */
import { leads } from './place'
import { tell } from './page'

export function reach(payload: object, callback?: unknown): void {
  fetch(leads, { method: 'POST', body: JSON.stringify({ page: location.href, ...payload }) })
    .then((answer) => answer.json())
    .catch(() => ({ status: 'error' }))
    .then((told) => tell(callback, told))
}
