import { closest, distance } from 'fastest-levenshtein'

/** The known name that `wrong` most likely means, or undefined when none is near (a third of the letters may differ). */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const best = closest(wrong, known)
  return distance(wrong.toLowerCase(), best.toLowerCase()) <= Math.max(2, Math.ceil(wrong.length / 3))
    ? best
    : undefined
}

/** A sentence that suggests the nearest name, or lists what there is. `what` is plural: "images", "flags". */
export function suggest(wrong: string, known: readonly string[], what: string): string {
  const best = nearest(wrong, known)
  if (best !== undefined) return `Did you mean "${best}"?`
  if (known.length === 0) return `There are no ${what}.`
  const shown = known.slice(0, 12).map((name) => `"${name}"`)
  const rest = known.length - shown.length
  return `The ${what}: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
}

/** The known names that are nearest to a wrong one, the nearest first. */
export function nearestFew(wrong: string, known: readonly string[], count: number): string[] {
  return known
    .map((name) => ({ name, far: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name)
}
