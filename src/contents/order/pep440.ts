import { compareDigits, compareLists, compareText, firstOf, isNumber } from './digits.js'

/** https://packaging.python.org/en/latest/specifications/version-specifiers/#appendix-parsing-version-strings-with-regular-expressions */
const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/

const PHASES: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' }

interface Version {
  readonly epoch: string
  readonly release: readonly string[]
  /** `a`, `b` or `rc`, and its number; undefined where it is none. */
  readonly pre: { readonly phase: string; readonly number: string } | undefined
  readonly post: string | undefined
  readonly dev: string | undefined
  readonly local: readonly string[] | undefined
}

/** Compares two versions of Python packages; undefined where one is none. */
export function pep440Order(a: string, b: string): number | undefined {
  const [one, other] = [parse(a), parse(b)]
  if (one === undefined || other === undefined) return undefined
  return firstOf(
    () => compareDigits(one.epoch, other.epoch),
    () => compareLists(one.release, other.release, compareDigits, '0'),
    () => comparePre(one, other),
    () => compareNumber(one.post, other.post, -1),
    () => compareNumber(one.dev, other.dev, 1),
    () => compareLocal(one.local, other.local),
  )
}

function parse(version: string): Version | undefined {
  const found = VERSION.exec(version.trim().toLowerCase())
  if (found === null) return undefined
  const [, epoch = '0', release = '', phase, number = '', implicit, post, postNumber = '', dev, devNumber = '', local] =
    found as (string | undefined)[]
  return {
    epoch,
    release: release.split('.'),
    pre: phase === undefined ? undefined : { phase: PHASES[phase] ?? phase, number },
    post: implicit ?? (post === undefined ? undefined : postNumber),
    dev: dev === undefined ? undefined : devNumber,
    local: local?.split(/[-_.]/),
  }
}

/** A development release of what is no pre-release goes before all pre-releases, a release after them. */
function comparePre(a: Version, b: Version): number {
  const rank = ({ pre, post, dev }: Version): number =>
    pre !== undefined ? 0 : post === undefined && dev !== undefined ? -1 : 1
  return firstOf(
    () => Math.sign(rank(a) - rank(b)),
    () => compareText(a.pre?.phase ?? '', b.pre?.phase ?? ''),
    () => compareDigits(a.pre?.number ?? '', b.pre?.number ?? ''),
  )
}

/** `none`: where what has no number stands, before (-1) or after (1) what has one. */
function compareNumber(a: string | undefined, b: string | undefined, none: 1 | -1): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? none : -none
  return compareDigits(a, b)
}

function compareLocal(a: readonly string[] | undefined, b: readonly string[] | undefined): number {
  return compareLists<string | undefined>(a ?? [], b ?? [], compareSegment, undefined)
}

/** None before any, letters before numbers. */
function compareSegment(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  if (isNumber(a) && isNumber(b)) return compareDigits(a, b)
  if (isNumber(a) || isNumber(b)) return isNumber(a) ? 1 : -1
  return compareText(a, b)
}
