import type { StepName } from './results.js'

/** An image of the plan, as far as it matters for when it may go. */
export interface Prunable {
  readonly id: string
  readonly parents: readonly string[]
  /** The spec wants it removed once nothing needs it (`prune: true`). */
  readonly prune: boolean
  /** This run has built it on this engine; what was there before is not ours to take. */
  readonly built: boolean
  /** Its names in the engine: images that are the same in two variants share them. */
  readonly names: readonly string[]
}

export interface ReclaimState {
  readonly images: readonly Prunable[]
  /** By id: the steps of this run that have not ended. */
  readonly open: ReadonlyMap<string, ReadonlySet<StepName>>
  /** Ids that are removed already. */
  readonly removed: ReadonlySet<string>
  /** A later command goes on with the images of this one (`build`, then `test`, then `push`). */
  readonly goesOn: boolean
}

/**
 * Ids of the images that may be removed now: nothing of their own is left to do, whatever became of it, every child is
 * built (or never will be), and the same holds for whatever shares a name with them.
 */
export function reclaimable({ images, open, removed, goesOn }: ReclaimState): string[] {
  if (goesOn) return []
  const needed = new Set<string>()
  for (const { id, parents } of images) {
    const steps = open.get(id)
    if (steps === undefined || steps.size === 0) continue
    needed.add(id)
    if (steps.has('build')) for (const parent of parents) needed.add(parent)
  }
  const neededNames = new Set(
    images.filter((image) => needed.has(image.id) || !image.prune).flatMap(({ names }) => names),
  )
  return images
    .filter(({ id, prune, built }) => prune && built && !removed.has(id) && !needed.has(id))
    .filter(({ names }) => !names.some((name) => neededNames.has(name)))
    .map(({ id }) => id)
}
