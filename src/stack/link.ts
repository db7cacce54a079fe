import { UserError } from '../shared/errors.js'
import { inferParents } from './dockerfile.js'
import { findCycle, topological } from './graph.js'
import type { Image, ImageSource, Stack } from './model.js'
import { argsOf } from './names.js'
import { allPlatforms } from './platforms.js'

/**
 * The stack with the parents that its Dockerfiles name, where the spec does not name them, and in the order that follows.
 * `registries` are the bases it is pushed to: a Dockerfile may name a parent there; `native` is the platform of whoever builds.
 * Throws a UserError for a circle.
 */
export function linkStack(
  stack: Stack,
  sources: ReadonlyMap<string, Pick<ImageSource, 'dockerfileText'>>,
  registries: readonly string[],
  native: string,
): Stack {
  // A build arg of one variant, or a platform, may choose another parent: the graph has them all, each builds on its own.
  const platforms = allPlatforms(stack.images, native)
  const axes = stack.variants.flatMap((variant) => platforms.map((platform) => ({ variant, platform })))
  const parents = axes.map(({ variant, platform }) =>
    inferParents(
      [...stack.images.values()].map((image) => ({
        name: image.name,
        repository: image.repository,
        declared: image.declared,
        text: sources.get(image.name)?.dockerfileText ?? '',
        args: argsOf(image, variant),
      })),
      [...stack.registries.values(), ...registries],
      platform,
    ),
  )
  const images = new Map<string, Image>()
  for (const image of stack.images.values()) {
    const all = parents.flatMap((one) => one.get(image.name) ?? [])
    images.set(image.name, { ...image, parents: [...new Set(all)] })
  }
  const graph = { nodes: [...images.keys()], parentsOf: (name: string) => images.get(name)?.parents ?? [] }
  const cycle = findCycle(graph)
  if (cycle !== undefined) {
    throw new UserError([
      {
        message: `the images are built on each other in a circle: ${cycle.join(' → ')}`,
        file: stack.file,
        ...images.get(cycle[0] ?? '')?.at,
        remedy:
          'Let one of their Dockerfiles not use the other; "depend_on: []" says that an image uses none of the stack.',
      },
    ])
  }
  return { ...stack, images, order: topological(graph) }
}
