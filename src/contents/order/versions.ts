import type { ListKind } from '../lists/package.js'
import { condaOrder } from './conda.js'
import { debianOrder } from './debian.js'
import { anyOrder } from './digits.js'
import { pep440Order } from './pep440.js'
import { rOrder } from './r.js'
import { semverOrder } from './semver.js'

const ORDERS: Readonly<Record<ListKind, (a: string, b: string) => number | undefined>> = {
  pip: pep440Order,
  conda: condaOrder,
  apt: debianOrder,
  r: rOrder,
  npm: semverOrder,
}

/** Longer ones are no versions, and would only take time. */
const MOST_CHARACTERS = 256

/**
 * Below 0 where `a` is older than `b`, 0 where they are the same version, by the rules of the kind of package; what does
 * not follow them is compared as people read it.
 */
export function compareVersions(kind: ListKind, a: string, b: string): number {
  if (a === b) return 0
  const known = Math.max(a.length, b.length) > MOST_CHARACTERS ? undefined : ORDERS[kind](a, b)
  return known ?? anyOrder(a, b)
}
