import { sizeText } from '../shared/text.js'
import type { PlannedImage } from '../stack/plan.js'
import { reclaimable, type Prunable } from './reclaimable.js'
import type { StepName } from './results.js'
import type { RunState } from './state.js'

/** Removes images that the spec wants gone (`prune: true`) as soon as nothing of the run needs them any more. */
export class Pruner {
  private readonly open: Map<string, Set<StepName>>
  private readonly removed = new Set<string>()
  private readonly removing: Promise<void>[] = []
  private readonly wanted: boolean

  /** `steps`: those of the run, by image. */
  constructor(
    private readonly state: RunState,
    steps: ReadonlyMap<string, readonly StepName[]>,
  ) {
    this.open = new Map([...steps].map(([id, own]) => [id, new Set(own)]))
    this.wanted = state.request.plan.images.some((image) => state.specOf(image)?.prune === true)
  }

  /** A step of an image has ended, or never will begin. */
  ended(image: PlannedImage, step: StepName): void {
    this.open.get(image.id)?.delete(step)
    const { plan, command, signal, builder } = this.state.request
    if (!this.wanted || signal.aborted || builder.keeps !== 'engine') return
    const images = plan.images.map((one) => this.prunable(one))
    // A later command goes on with what this one has made.
    const goesOn = command === 'build' || command === 'test'
    for (const id of reclaimable({ images, open: this.open, removed: this.removed, goesOn })) {
      this.removed.add(id)
      this.removing.push(this.remove(id))
    }
  }

  /** Everything that was begun is done. */
  async settled(): Promise<void> {
    await Promise.all(this.removing)
  }

  private prunable(image: PlannedImage): Prunable {
    return {
      id: image.id,
      parents: image.parents,
      prune: this.state.specOf(image)?.prune === true,
      built: this.state.resultOf(image).build?.imageId !== undefined && this.state.does(image, 'build'),
      names: [...image.localRefs, ...image.candidates],
    }
  }

  private async remove(id: string): Promise<void> {
    const image = this.state.byIdOf(id)
    if (image === undefined) return
    const { engine, emit } = this.state.request
    const { build } = this.state.resultOf(image)
    if (build?.imageId === undefined) return
    const { gone, kept } = await engine.removeBuilt({
      id: build.imageId,
      names: [...image.localRefs, ...image.candidates],
    })
    if (kept !== undefined) this.state.notice(`${id} stays in the engine: ${kept}`)
    else if (gone)
      emit({
        type: 'pruned',
        image: id,
        text: `removed from the engine (${sizeText(build.size ?? 0)} with what it shares)`,
      })
  }
}
