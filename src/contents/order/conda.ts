import { compareDigits, compareLists, compareText, firstOf, isNumber, runsOf } from './digits.js'

/**
 * https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html#version-ordering: undefined where one
 * is no version.
 */
export function condaOrder(a: string, b: string): number | undefined {
  const [one, other] = [parse(a), parse(b)]
  if (one === undefined || other === undefined) return undefined
  const parts = (x: readonly string[][], y: readonly string[][]): number =>
    compareLists(x, y, (c, d) => compareLists(c, d, compareAtom, '0'), ['0'])
  return firstOf(
    () => compareDigits(one.epoch, other.epoch),
    () => parts(one.version, other.version),
    () => parts(one.local, other.local),
  )
}

interface Version {
  readonly epoch: string
  readonly version: string[][]
  readonly local: string[][]
}

function parse(text: string): Version | undefined {
  const lower = text.trim().toLowerCase()
  if (!/^[0-9a-z._+!-]+$/.test(lower)) return undefined
  const mark = lower.indexOf('!')
  const epoch = mark < 0 ? '0' : lower.slice(0, mark)
  const [version = '', ...locals] = lower.slice(mark + 1).split('+')
  if (!isNumber(epoch) || version === '' || version.includes('!') || locals.length > 1) return undefined
  return { epoch, version: componentsOf(version), local: locals[0] === undefined ? [] : componentsOf(locals[0]) }
}

/** An underscore at the end belongs to the last component: `1.0.1_` goes before `1.0.1a`. */
function componentsOf(text: string): string[][] {
  const ends = text.endsWith('_')
  const parts = (ends ? text.slice(0, -1) : text).split(/[._-]/)
  const last = parts.length - 1
  return parts.map((part, at) => {
    const runs = runsOf(ends && at === last ? `${part}_` : part)
    return runs.length > 0 && !isNumber(runs[0]) ? ['0', ...runs] : runs
  })
}

/** `dev` before other words, words before numbers, `post` after them. */
function compareAtom(a: string, b: string): number {
  return firstOf(
    () => Math.sign(rank(a) - rank(b)),
    () => (isNumber(a) && isNumber(b) ? compareDigits(a, b) : compareText(a, b)),
  )
}

function rank(atom: string): number {
  if (isNumber(atom)) return 0
  return atom === 'post' ? 1 : atom === 'dev' ? -2 : -1
}
