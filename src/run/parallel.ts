import type { Lane } from './request.js'

const GIB = 2 ** 30

/** A build or a suite of a scientific stack needs that much: a solver, a compiler, a notebook. */
const BYTES_PER_TASK = 2 * GIB

/** Pushes wait for the registry and the network, not for the processor; the engine sends five layers of each at once. */
const PUSHES = 4

/**
 * How many builds, tests and pushes go on at the same time when nobody says it. As many as there are cores, and at least
 * two: most of a build is waiting for downloads. But not more than there is memory for, or the kernel ends them all.
 */
export function defaultLimits({
  cores,
  memoryBytes,
}: {
  readonly cores: number
  readonly memoryBytes: number
}): Record<Lane, number> {
  const fitting = Math.max(1, Math.floor(memoryBytes / BYTES_PER_TASK))
  const tasks = Math.min(Math.max(2, cores), fitting)
  return { build: tasks, test: tasks, push: PUSHES }
}
