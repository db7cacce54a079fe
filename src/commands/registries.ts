import { UserError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import { DEFAULT_HOST, isRegistryBase, parseRepository } from '../stack/refs.js'
import type { Inputs } from './inputs.js'

/** The bases to push to, aliases of the spec resolved. */
export function registryBases(inputs: Pick<Inputs, 'registries'>, stack: Stack): string[] {
  const problems: Problem[] = []
  const wanted = inputs.registries.length > 0 ? inputs.registries : stack.pushTo
  const bases = wanted.map((name) => {
    const base = stack.registries.get(name) ?? name.replace(/\/+$/, '')
    if (!isRegistryBase(base)) {
      problems.push({
        message: `"${name}" is neither a registry of ${stack.file} nor a base such as ghcr.io/acme`,
        remedy:
          stack.registries.size > 0
            ? suggest(name, [...stack.registries.keys()], 'registries')
            : `A base names its host: docker.io/${name}?`,
      })
    }
    return base
  })
  if (problems.length > 0) throw new UserError(problems)
  return [...new Set(bases)]
}

/** Without a registry, names of one part would go to the official images of Docker Hub. */
export function checkPushable(stack: Stack, bases: readonly string[]): void {
  if (bases.length > 0) return
  const problems = [...stack.images.values()].flatMap((image): Problem[] => {
    const parsed = parseRepository(image.repository)
    if (parsed === undefined || parsed.host !== DEFAULT_HOST || parsed.path.includes('/')) return []
    return [
      {
        message: `"${image.repository}" says no place to push ${image.name} to`,
        file: stack.file,
        ...image.at,
        remedy: 'Name one with --registries HOST/PATH, or image_name: HOST/PATH/NAME, or use --no-push.',
      },
    ]
  })
  if (problems.length > 0) throw new UserError(problems)
}

/** Why nobody is asked for images without a place. */
export const NO_PLACE = 'the images have no place in a registry (--registries, or image_name)'

/** Names of one part are nobody's on Docker Hub: asking for them there would only tell it our names. */
export function placesKnown(stack: Stack, bases: readonly string[]): boolean {
  return bases.length > 0 || [...stack.images.values()].every(({ repository }) => repository.includes('/'))
}
