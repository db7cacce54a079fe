import type { Change } from './fast-import.js'
import type { Store } from './store.js'

/**
 * When the other one's commit lands: before git hears what the branch holds (it says "fetch first"), or after that and
 * before its own commits are taken in (the server refuses them).
 */
export type Moment = 'before git asks' | 'before git writes'

interface Rival {
  readonly branch: string
  readonly moment: Moment
  readonly change: (round: number) => Change
  left: number
  round: number
}

/** Somebody who is always a little faster than the one who pushes. */
export class Races {
  readonly #rivals: Rival[] = []

  /** The next `times` pushes over HTTP lose against a commit on this branch. */
  plant(
    branch: string,
    change: Change | ((round: number) => Change),
    { moment = 'before git asks', times = 1 }: { readonly moment?: Moment; readonly times?: number } = {},
  ): void {
    const changes = typeof change === 'function' ? change : (): Change => change
    this.#rivals.push({ branch, moment, change: changes, left: times, round: 0 })
  }

  /** Lets them run. */
  async run(store: Store, moment: Moment): Promise<void> {
    for (const rival of this.#rivals.filter((one) => one.moment === moment && one.left > 0)) {
      rival.left--
      await store.push(rival.branch, [rival.change(++rival.round)])
    }
  }
}
