import { declaredArgs } from './dockerfile.js'
import type { Image, ImageSource, Stack } from './model.js'
import { minorOf } from './versions.js'
import { wordsIn } from './stages.js'

/** How a Dockerfile learns the version of what it makes; the second is what KaizenFlow's Dockerfiles call it. */
export const VERSION_ARGS = ['STACK_VERSION', 'AM_CONTAINER_VERSION'] as const

/**
 * The version that what a run builds is of: X.Y.0 where a name that this very digest is to have speaks of X.Y.0, so that
 * all patches share it (a prod 1.4.2 made of dev 1.4.0 must not make another dev); else X.Y.Z. '' where there is none.
 */
export function builtVersion({ stages }: Pick<Stack, 'stages'>, version: string): string {
  const names = new Set(stages.slice(0, 1).map(({ name }) => name))
  // Stages come after those that they are made from.
  for (const { name, from, dockerfile } of stages)
    if (from !== undefined && dockerfile === undefined && names.has(from)) names.add(name)
  const templates = stages.filter(({ name }) => names.has(name)).flatMap(({ tags }) => tags)
  return templates.some((template) => wordsIn(template).includes('minor')) ? minorOf(version) : version
}

/** The stack with the version as build arg of the images whose Dockerfiles ask for it; what the spec gives goes before. */
export function withVersionArgs(
  stack: Stack,
  sources: ReadonlyMap<string, Pick<ImageSource, 'dockerfileText'>>,
  version: string,
): Stack {
  if (version === '') return stack
  const images = [...stack.images].map(([name, image]): [string, Image] => {
    const declared = declaredArgs(sources.get(name)?.dockerfileText ?? '')
    const given = VERSION_ARGS.filter((arg) => declared.has(arg))
    const args: Record<string, string> = { ...Object.fromEntries(given.map((arg) => [arg, version])), ...image.args }
    return [name, given.length === 0 ? image : { ...image, args }]
  })
  return { ...stack, images: new Map(images) }
}
