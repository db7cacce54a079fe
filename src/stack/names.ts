import type { Image, Variant } from './model.js'
import { splitRef } from './refs.js'

/** The build args that the spec gives an image in a variant. */
export function argsOf(image: Image, variant: Variant): Record<string, string> {
  return { ...image.args, ...image.variantArgs[variant.name] }
}

/**
 * How a Dockerfile learns what to build on: BASE_IMAGE (the whole ref) and UCSD's BASE_TAG (the tag alone) are those of
 * the first parent; with several, BASE_IMAGE_<PARENT> names each.
 */
export function parentArgs(parents: readonly Image[], refOf: (parent: Image) => string): Record<string, string> {
  const [first] = parents
  if (first === undefined) return {}
  const args: Record<string, string> = { BASE_IMAGE: refOf(first), BASE_TAG: splitRef(refOf(first)).tag }
  if (parents.length > 1) for (const parent of parents) args[parentArgName(parent.name)] = refOf(parent)
  return args
}

export function parentArgName(parent: string): string {
  return `BASE_IMAGE_${parent.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`
}
