import fc from '../property.js'

/** A random stack: who builds on whom, and which images the second plan leaves out. */
export interface Shape {
  /** Name → parents, in any order of names. */
  readonly parents: ReadonlyMap<string, readonly string[]>
  readonly plans: readonly string[]
  /** Left out of plan Q, with everything built on them. */
  readonly skipped: ReadonlySet<string>
}

/** Several roots, up to three parents, one plan or two. */
export const shapes: fc.Arbitrary<Shape> = fc
  .record({
    picks: fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 9 }),
    order: fc.nat(),
    twoPlans: fc.boolean(),
    skips: fc.array(fc.nat(), { maxLength: 2 }),
  })
  .map(({ picks, order, twoPlans, skips }): Shape => {
    const names = picks.map((_, index) => `n${(index * 7 + order) % picks.length}x${index}`)
    const parents = new Map(
      picks.map((pick, index): [string, string[]] => [
        names[index] ?? '',
        index === 0 ? [] : [...new Set(pick.map((one) => names[one % index] ?? ''))],
      ]),
    )
    const skipped = new Set(twoPlans ? skips.map((skip) => names[skip % names.length] ?? '') : [])
    for (const [name, above] of parents) if (above.some((parent) => skipped.has(parent))) skipped.add(name)
    return { parents, plans: twoPlans ? ['P', 'Q'] : [], skipped }
  })

/** The spec of a shape; images are written in the order of their names, parents first or not. */
export function specOf({ parents, plans, skipped }: Shape): string {
  const images = [...parents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, above]) => {
      const skip = skipped.has(name) ? ', skip_plans: [Q]' : ''
      return `  ${name}: {image_name: acme/${name}, depend_on: [${above.join(', ')}]${skip}}\n`
    })
  const variants = plans.map((plan) => `  ${plan}: {tag_prefix: ${plan.toLowerCase()}}\n`)
  return `images:\n${images.join('')}${variants.length === 0 ? '' : `plans:\n${variants.join('')}`}`
}

/** Everything built on an image, by name. */
export function descendantsOf({ parents }: Pick<Shape, 'parents'>, name: string): Set<string> {
  const found = new Set<string>()
  // Parents come first in `parents`.
  for (const [one, above] of parents) if (above.some((parent) => parent === name || found.has(parent))) found.add(one)
  return found
}
