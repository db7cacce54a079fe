import { UserError, type Problem } from '../shared/errors.js'

/** Major, minor, patch. */
export type Version = readonly [number, number, number]

/** What may stand for the version of the changelog's top entry. */
const FROM_CHANGELOG = ['changelog', 'from_changelog']

/** Digits of a part: more would not be counted exactly. */
const MAX_DIGITS = 15

/** `X.Y.Z`, nothing more and nothing less; undefined where it is not. `01.2.3` would be a second name of `1.2.3`. */
export function parseVersion(text: string): Version | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1) ?? []
  if (parts.length !== 3 || parts.some((part) => part.length > MAX_DIGITS || /^0\d/.test(part))) return undefined
  const [major = 0, minor = 0, patch = 0] = parts.map(Number)
  return [major, minor, patch]
}

/** Below 0 where `one` is lower than `other`: compared number by number, so that 1.9.0 is lower than 1.10.0. */
export function compareVersions(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2]
}

/** `X.Y.0`: what a version shares with every patch of it. '' where `version` is none. */
export function minorOf(version: string): string {
  const parsed = parseVersion(version)
  return parsed === undefined ? '' : `${parsed[0]}.${parsed[1]}.0`
}

/** Whether both are patches of one `X.Y`. */
export function sameMinor(one: string, other: string): boolean {
  return minorOf(one) !== '' && minorOf(one) === minorOf(other)
}

/** A version in a line, not a part of something longer (`1.2.3.4`), and not one before its release (`1.2.3-rc1`). */
const IN_LINE = /(?<![\d.])\d+\.\d+\.\d+(?!\d|\.\d|[-+]?[A-Za-z])/g
/** How the head of an entry begins: a heading (`## [1.2.3] - 2026-11-20`), or a version, a name with one (`app-1.2.3`), Debian's. */
const ENTRY =
  /^(?:\s*#{1,6}\s|(?:[[(=]|\*\*|__)?(?:[a-z][\w-]*-|(?:version|release) )?v?\d+\.\d+\.\d+|[a-z][\w.+-]* \(\d)/i
const LINK = /\b[a-z]{2,10}:\/\/\S*/gi

/**
 * The version of the top entry: the first `X.Y.Z` of a line that looks like the head of an entry; where there is none,
 * the first one at all. What stands in links is none: changelogs like to link to the rules that they keep.
 */
export function topOfChangelog(text: string): string | undefined {
  let first: string | undefined
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const found = versionIn(line)
    if (found === undefined) continue
    if (ENTRY.test(line)) return found
    first ??= found
  }
  return first
}

function versionIn(line: string): string | undefined {
  const [version] = [...line.slice(0, 1000).replace(LINK, ' ').matchAll(IN_LINE)].filter(
    ([text]) => parseVersion(text) !== undefined,
  )
  return version?.[0]
}

/** The changelog as it was read. */
export interface Changelog {
  /** As messages name it. */
  readonly file: string
  readonly text: string
}

/**
 * The version that is meant: `X.Y.Z`, or `changelog` (also FROM_CHANGELOG, and nothing at all where the spec names a
 * changelog) for its top entry. '' where nothing is asked and there is no changelog. Throws a UserError.
 */
export function resolveVersion(asked: string, changelog: Changelog | undefined): string {
  const word = asked.trim()
  if (word !== '' && !FROM_CHANGELOG.includes(word.toLowerCase())) {
    const problem = notAVersion(word)
    if (problem !== undefined) throw new UserError([problem])
    return word
  }
  if (changelog === undefined) {
    if (word === '') return ''
    throw new UserError([
      {
        message: `"${word}" takes the version from the changelog, and the spec names none`,
        remedy: 'Write `changelog: <file>` into the spec, or give the version itself.',
      },
    ])
  }
  const top = topOfChangelog(changelog.text)
  if (top !== undefined) return top
  throw new UserError([
    {
      message: 'the changelog has no entry with a version',
      file: changelog.file,
      remedy: 'Begin its top entry with the version, such as "# 1.4.0".',
    },
  ])
}

/** Why a text is not a version, if it is none. */
export function notAVersion(text: string): Problem | undefined {
  if (parseVersion(text) !== undefined) return undefined
  return { message: `"${text}" is not a version`, remedy: versionRemedy(text) }
}

function versionRemedy(text: string): string {
  const bare = text.replace(/^v(?=\d)/i, '')
  const parts = bare.split('.')
  const close = parts.map((part) => (/^\d{1,15}$/.test(part) ? String(Number(part)) : undefined))
  const numbers = close.every((part) => part !== undefined)
  if (numbers && parts.length <= 3) return `Write ${[...close, '0', '0'].slice(0, 3).join('.')}.`
  if (numbers && parts.length > 3) return `A version has three parts: ${close.slice(0, 3).join('.')}.`
  const [release] = /^\d+\.\d+\.\d+(?=[-+a-z])/i.exec(bare) ?? []
  if (release !== undefined && parseVersion(release) !== undefined)
    return `Write ${release}: what comes before a release is a stage of its own, not a version.`
  return 'A version is X.Y.Z, three numbers such as 1.4.0.'
}

/** A name that a version is to have, or has. */
export interface VersionTag {
  readonly ref: string
  /** Digest that it holds; null: the tag is not there. */
  readonly old: string | null
  /** Digest that it is to hold; null: it is not known yet. */
  readonly new: string | null
}

export interface BelowTag {
  readonly ref: string
  /** Null: the tag is not there. */
  readonly digest: string | null
  /** What is to come to the stage, where it has to be the very same. */
  readonly source?: { readonly ref: string; readonly digest: string } | undefined
}

export interface VersionFacts {
  /** Where the version goes. */
  readonly stage: string
  /** Of the changelog, where the spec names one. */
  readonly changelog?: { readonly file: string; readonly top: string | undefined } | undefined
  /** The tags that keep what they hold (stages.ts, `immutableTemplate`): of each image, in each registry. */
  readonly kept?: readonly VersionTag[]
  /** The tags of the stage below that this one is made of: `dev-X.Y.0` of a `prod-X.Y.Z`. */
  readonly below?: readonly BelowTag[]
  /** The versions that this stage has had, in any order. */
  readonly released?: readonly string[]
}

export interface VersionCheck {
  readonly problems: readonly Problem[]
  readonly warnings: readonly string[]
}

/** Whether a version may go to a stage: only forward, never over what a version's tag holds, and on what it is made of. */
export function checkVersion(version: string, facts: VersionFacts): VersionCheck {
  const parsed = parseVersion(version)
  if (parsed === undefined) return { problems: [notAVersion(version)].flatMap((one) => one ?? []), warnings: [] }
  const { changelog, kept = [], below = [], stage } = facts
  const problems: Problem[] = []
  const warnings: string[] = []
  const top = parseVersion(changelog?.top ?? '')
  if (changelog !== undefined && top === undefined)
    warnings.push(`the changelog ${changelog.file} has no entry with a version: ${version} is not held against it`)
  if (changelog !== undefined && top !== undefined) {
    const order = compareVersions(parsed, top)
    if (order < 0)
      problems.push({
        message: `version ${version} is lower than the top of the changelog, ${top.join('.')}`,
        file: changelog.file,
        remedy: `Versions only go forward: ${next(top)} or higher, or ${top.join('.')} itself.`,
      })
    if (order > 0)
      warnings.push(`the changelog ${changelog.file} has no entry of ${version}: its top is ${top.join('.')}`)
  }
  const highest = highestOf(facts.released ?? [])
  if (highest !== undefined && compareVersions(parsed, highest) < 0)
    problems.push({
      message: `version ${version} is lower than ${highest.join('.')}, which ${stage} has had`,
      remedy: `Versions only go forward: ${next(highest)} or higher. To go back to an older image, roll back.`,
    })
  for (const tag of kept.filter((one) => one.old !== null && one.new !== null && one.old !== one.new))
    problems.push({
      message: `${tag.ref} is there already and holds another image: ${tag.old}, not ${tag.new}`,
      remedy: `The tag of a version keeps what it holds: release a higher version than ${version}.`,
    })
  for (const { ref } of below.filter((one) => one.digest === null))
    problems.push({
      message: `${stage} ${version} is made of ${ref}, which is not there`,
      remedy: `Release ${minorOf(version)} to the stage below first: they share major and minor.`,
    })
  for (const { ref, digest, source } of below)
    if (digest !== null && source !== undefined && source.digest !== digest)
      problems.push({
        message: `${stage} ${version} is made of ${ref}, which holds ${digest}, and ${source.ref} is ${source.digest}`,
        remedy: `Move what ${ref} names, or release a higher version to the stage below first.`,
      })
  return { problems, warnings }
}

function next([major, minor, patch]: Version): string {
  return `${major}.${minor}.${patch + 1}`
}

function highestOf(versions: readonly string[]): Version | undefined {
  return versions
    .flatMap((one) => {
      const parsed = parseVersion(one)
      return parsed === undefined ? [] : [parsed]
    })
    .reduce<Version | undefined>(
      (highest, one) => (highest === undefined || compareVersions(one, highest) > 0 ? one : highest),
      undefined,
    )
}
