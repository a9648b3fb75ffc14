/**
 * What the panel does without until somebody needs it: each part is a script of its own, built from `web/widget/parts/<name>/`
 * and fetched as the panel itself is (docs/decisions.md, "What is rarely needed comes when it is needed").
 */
import type { Stage } from '../contract'
import type { Kinds, Parts } from './app'

type Name = keyof Kinds

/** Where each part is served: the build writes it here, so a panel only ever meets parts of its own version. */
declare const PARTS: Readonly<Record<Name, string>>

const WISH_AGAIN = 30_000

/** `came` is told of every part before anybody uses it. */
export function openParts(fetch: Stage['fetch'], came: (part: Kinds[Name]) => void, redraw: () => void): Parts {
  const here: Partial<Kinds> = {}
  const failed: { [One in Name]?: number } = {}
  const coming: { [One in Name]?: Promise<Kinds[One]> } = {}

  async function ask<One extends Name>(name: One): Promise<Kinds[One]> {
    try {
      const part = await fetch<Kinds[One]>(PARTS[name])
      came(part)
      return (here[name] = part)
    } catch (error) {
      delete coming[name]
      throw error
    }
  }

  function get<One extends Name>(name: One): Promise<Kinds[One]> {
    const part: Promise<Kinds[One]> = coming[name] ?? ask(name)
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
