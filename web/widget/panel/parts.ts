/**
 * What the panel does without until somebody needs it: each part is a script of its own, built from `web/widget/parts/<name>/`
 * and fetched as the panel itself is (docs/decisions.md, "What is rarely needed comes when it is needed").
 */
import type { Stage } from '../contract'
import type { Fetched, Parts } from './app'

type Name = keyof Fetched

/** The hash in each part's address: the build writes it here, so a panel only ever meets parts of its own version. */
declare const PARTS: Readonly<Record<string, string>>

/** The words themselves, earlier visits, emoji, goals, links and the sound have nothing to say; every other part waits until what it says is here. */
export const SPEECHLESS = /^(wo|[egls])/

const WISH_AGAIN = 30_000

/** `came` is told of every part before anybody uses it; `hear` fetches what the parts say. */
export function openParts({ fetch, settings }: Pick<Stage, 'fetch' | 'settings'>, came: (part: Fetched[Name]) => void, hear: () => Promise<unknown>, redraw: () => void): Parts {
  const here: Partial<Fetched> = {}
  const failed: { [One in Name]?: number } = {}
  const coming: { [One in Name]?: Promise<Fetched[One]> } = {}

  async function ask<One extends Name>(name: One): Promise<Fetched[One]> {
    const hash = PARTS[name]
    try {
      const [part] = await Promise.all([fetch<Fetched[One]>(hash ? `assets/part-${name}-${hash}.js` : settings.panel.replace('panel-*', name)), SPEECHLESS.test(name) || hear()])
      came(part)
      return (here[name] = part)
    } catch (error) {
      delete coming[name]
      throw error
    }
  }

  function get<One extends Name>(name: One): Promise<Fetched[One]> {
    const part: Promise<Fetched[One]> = coming[name] ?? ask(name)
    coming[name] = part as (typeof coming)[One]
    part.catch(() => (failed[name] = Date.now())) // who only asks ahead need not mind
    return part
  }

  return {
    at: (name) => here[name],
    wish(name) {
      if (!coming[name] && Date.now() - (failed[name] ?? 0) > WISH_AGAIN) get(name).then(redraw, () => {})
      return here[name]
    },
    fetch: get,
  }
}
