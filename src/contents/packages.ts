import type { InfoFacts } from './facts.js'
import { condaExplicit, condaExport, condaTable } from './lists/conda.js'
import { aptList, dpkgQuery, dpkgTable } from './lists/debian.js'
import { jsonList } from './lists/json.js'
import { npmTree } from './lists/npm.js'
import { isPackage, wordsOf, type ListKind, type ListReader, type Package } from './lists/package.js'
import { pipFreeze, pipTable } from './lists/python.js'
import { rFrame, rMatrix, rVector } from './lists/r.js'

/** The packages that an info command lists. */
export interface PackageList {
  readonly kind: ListKind
  /** By the name that they are compared by: of Python's, `Foo_Bar` and `foo-bar` are one. */
  readonly packages: ReadonlyMap<string, { readonly name: string; readonly version: string }>
}

/** Forms that nothing else has, the surest first. */
const FORMS: readonly (readonly [ListKind, ListReader])[] = [
  ['pip', pipTable],
  ['conda', condaTable],
  ['conda', condaExplicit],
  ['conda', condaExport],
  ['apt', dpkgTable],
  ['apt', aptList],
  ['r', rMatrix],
  ['r', rFrame],
  ['npm', npmTree],
  ['pip', pipFreeze],
  ['apt', dpkgQuery],
  ['r', rVector],
]

/** What is read of an output. */
const MOST_LINES = 50_000
const MOST_CHARACTERS = 2000

/** Programs whose lists may have any form: `name version`, `name=version`. */
const PROGRAMS: readonly (readonly [ListKind, RegExp])[] = [
  ['r', /^(Rscript|R|r|littler)$/],
  ['apt', /^(dpkg|dpkg-query|apt|apt-get|apt-mark)$/],
  ['conda', /^(conda|mamba|micromamba)$/],
  ['pip', /^(pip|pip3|uv|python|python3)$/],
  ['npm', /^(npm|pnpm|yarn)$/],
]

/**
 * Recognises by its form what an info command printed, and reads it; undefined for what is no package list, and for what
 * failed. Never throws: anybody's image prints what it likes.
 */
export function packagesOf({ command, status, output }: InfoFacts): PackageList | undefined {
  if (status !== 0) return undefined
  const json = jsonList(output)
  if (json !== undefined) return listOf(json.kind, json.packages)
  const lines = output
    .split('\n', MOST_LINES)
    .map((line) => line.slice(0, MOST_CHARACTERS).replace(/\r+$/, ''))
    .filter((line) => !isRemark(line))
  for (const [kind, read] of FORMS) {
    const list = listOf(kind, read(lines) ?? [])
    if (list !== undefined) return list
  }
  const kind = programKind(command)
  return kind === undefined ? undefined : listOf(kind, pairs(lines))
}

/** What apt and pip say about themselves, on the side. */
function isRemark(line: string): boolean {
  return /^(WARNING|DEPRECATION|Listing\.\.\.|\[notice\])/.test(line)
}

/** The program that prints, also where a shell or `env` starts it. */
function programKind(command: readonly string[]): ListKind | undefined {
  const words = command.flatMap((word) => word.split(/[\s;|&()'"]+/)).map((word) => word.replace(/^.*\//, ''))
  for (const word of words) for (const [kind, name] of PROGRAMS) if (name.test(word)) return kind
  return undefined
}

/** `name version`, `name=version`, `name (version)`, and nothing else. */
function pairs(lines: readonly string[]): Package[] {
  const found: Package[] = []
  for (const line of lines) {
    if (line.trim() === '') continue
    const words = wordsOf(line.replace('=', ' ').replace(/[()"]/g, ' '))
    const [name = '', version = ''] = words
    if (words.length !== 2 || !/^\d/.test(version) || !/^[\w@]/.test(name)) return []
    found.push({ name, version })
  }
  return found
}

/** Undefined where nothing of it can be a package. */
function listOf(kind: ListKind, packages: readonly Package[]): PackageList | undefined {
  const found = new Map<string, { name: string; version: string }>()
  for (const one of packages) {
    if (!isPackage(one)) continue
    const { version } = one
    const [name = '', architecture = one.architecture] = kind === 'apt' ? one.name.split(':') : [one.name]
    const key = kind === 'pip' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name
    // A second architecture beside the own one.
    const label = !found.has(key) || architecture === undefined ? name : `${name}:${architecture}`
    const unique = label === name ? key : label
    if (!found.has(unique)) found.set(unique, { name: label, version })
  }
  return found.size === 0 ? undefined : { kind, packages: found }
}
