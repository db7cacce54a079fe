import type { Stack } from './model.js'

/** What a GPU test is called where the spec declares none; and what stands for all of them where it does. */
export const GPU_TEST = 'gpu-test'

/** A suite that runs where GPUs are: on a login host, or in a container that is given some. */
export function wantsGpu({ on, gpus }: { readonly on?: string | undefined; readonly gpus?: unknown }): boolean {
  return on === 'ssh' || gpus !== undefined
}

/** The suites of the spec that run where GPUs are, by name. */
export function gpuSuites({ suites }: Pick<Stack, 'suites'>): string[] {
  return suites.filter(({ settings }) => wantsGpu(settings)).map(({ name }) => name)
}
