import { Document, Pair, Scalar, stringify, YAMLMap, YAMLSeq } from 'yaml'
import { userError } from '../shared/errors.js'
import { clip, plain } from '../shared/text.js'
import { inferParents } from './dockerfile.js'
import { readCopied } from './dockerfile/copied.js'
import { placeOf } from './dockerfile/parents.js'
import { readDockerfile, wordsOf } from './dockerfile/reader.js'
import { argsOf, basesByWeight, type PlacedUse } from './dockerfile/uses.js'
import { findCycle } from './graph.js'
import { chooseDockerfiles, type DockerfileText, type LeftOut, type TakenDockerfile } from './init/choose.js'
import { namesFor } from './init/names.js'
import { guessRepositories, type GuessedRepository } from './init/repositories.js'

export { isDockerfileName } from './init/names.js'
export type { DockerfileText, LeftOut } from './init/choose.js'

export interface InitFacts {
  /** There is a file or a directory at this path, relative to the top of the tree. */
  readonly exists: (path: string) => boolean
  /** What the top of the tree is called: the name of an image whose Dockerfile lies there. Default: image. */
  readonly top?: string
  /** First part of every tag; without it one is suggested in a comment. */
  readonly prefix?: string
  /** What was passed over before the Dockerfiles were read. */
  readonly leftOut?: readonly LeftOut[]
}

/** More ARGs than these are not shown, and none in a stack so large that nobody reads it from end to end. */
const MAX_ARGS = 8
const MAX_COMMENTED = 1000
const MAX_LEFT_OUT = 30

/** An image as it will stand in the spec. */
interface Draft {
  readonly file: TakenDockerfile
  readonly name: string
  readonly repository: GuessedRepository
  readonly uses: readonly PlacedUse[]
  readonly parents: readonly string[]
  /** The repositories of the parents, as `placeOf` has them. */
  readonly places: ReadonlySet<string | undefined>
  /** Parents that were found and taken out again, because they would close a circle. */
  readonly dropped: readonly string[]
  /** An image of this name is used, but the one of Docker Hub is meant. */
  readonly upstream: boolean
}

/**
 * A spec.yml, with comments, for a tree of Dockerfiles. Parents are written out and say where they were read; what is only
 * a guess says so. The text loads with `loadSpec`. Throws a UserError when no Dockerfile is left that can be an image.
 */
export function specFor(files: readonly DockerfileText[], facts: InitFacts): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const { taken, leftOut } = chooseDockerfiles(sorted)
  const all = [...(facts.leftOut ?? []), ...leftOut]
  if (taken.length === 0) throw noImages(all)
  const drafts = draftsOf(taken, facts.top ?? 'image')
  const images = new YAMLMap<Scalar, YAMLMap | Scalar>()
  for (const [index, draft] of drafts.entries()) {
    const key = new Scalar(draft.name)
    key.spaceBefore = index > 0
    images.items.push(new Pair(key, imageOf(draft, drafts, facts)))
  }
  const top = new YAMLMap<Scalar, YAMLMap | Scalar>()
  top.items.push(new Pair(new Scalar('images'), images))
  if (facts.prefix !== undefined) {
    const tag = new YAMLMap<Scalar, Scalar>()
    tag.items.push(new Pair(new Scalar('prefix'), new Scalar(facts.prefix)))
    const key = commented(new Scalar('tag'), ['First part of every tag; the branch or the stage follows.'])
    key.spaceBefore = true
    top.items.push(new Pair(key, tag))
  }
  const document = new Document(top)
  document.commentBefore = comment(HEAD)
  document.comment = comment([...(facts.prefix === undefined ? [...TAG, ''] : []), ...INFOS, ...leftOutLines(all)])
  return document.toString({ lineWidth: 0, nullStr: '', flowCollectionPadding: false })
}

function noImages(leftOut: readonly LeftOut[]): Error {
  const [first] = leftOut
  return userError(
    first === undefined
      ? 'there is no Dockerfile in this directory or below it'
      : `there is no Dockerfile here that could be an image; left out: ${clip(plain(first.path), 200)} (${first.why})${leftOut.length > 1 ? ` and ${leftOut.length - 1} more` : ''}`,
    { remedy: 'Name the directory that your images lie in.' },
  )
}

function draftsOf(taken: readonly TakenDockerfile[], top: string): Draft[] {
  const names = namesFor(taken, top)
  const uses = taken.map(({ text }) => basesByWeight(text, {}))
  const named = taken.map((_, index) => ({
    name: names[index] ?? '',
    refs: (uses[index] ?? []).map(({ ref }) => ref),
  }))
  const repositories = guessRepositories(named)
  const parents = parentsOf(
    taken.map(({ text }, index) => ({
      ...{ name: names[index] ?? '', text, args: {}, declared: undefined },
      repository: repositories[index]?.repository ?? '',
      own: new Set((uses[index] ?? []).map(({ ref }) => placeOf(ref))),
    })),
  )
  const placeByName = new Map(names.map((name, index) => [name, placeOf(repositories[index]?.repository ?? '')]))
  return taken.map((file, index) => {
    const name = names[index] ?? ''
    const found = parents.get(name) ?? { parents: [], dropped: [], upstream: false }
    return {
      ...{ file, name, uses: uses[index] ?? [] },
      repository: repositories[index] ?? { repository: name, from: 'name', also: [] },
      ...found,
      places: new Set(found.parents.map((parent) => placeByName.get(parent))),
    }
  })
}

interface Found {
  parents: string[]
  readonly dropped: string[]
  readonly upstream: boolean
}

interface Known {
  readonly name: string
  readonly text: string
  readonly args: Readonly<Record<string, string>>
  readonly declared: undefined
  readonly repository: string
  /** Places that its own Dockerfile uses. */
  readonly own: ReadonlySet<string | undefined>
}

/** What the Dockerfiles say, less what cannot be meant: an upstream image of the same name, and circles. */
function parentsOf(images: readonly Known[]): Map<string, Found> {
  const known = new Map(images.map((image) => [image.name, image]))
  const found = new Map<string, Found>()
  for (const [name, inferred] of inferParents(images, [])) {
    const parents = inferred.filter((parent) => {
      const other = known.get(parent)
      return other !== undefined && !other.own.has(placeOf(other.repository))
    })
    found.set(name, { parents, dropped: [], upstream: parents.length < inferred.length })
  }
  const graph = { nodes: [...found.keys()], parentsOf: (name: string) => found.get(name)?.parents ?? [] }
  for (let cycle = findCycle(graph); cycle !== undefined; cycle = findCycle(graph)) {
    // The edge that matters least: a use beside the base of the image, if the circle has one.
    const edges = cycle.slice(1).map((child, index) => ({ child: found.get(child), parent: cycle[index] ?? '' }))
    const edge = edges.find(({ child, parent }) => child?.parents[0] !== parent) ?? edges[0]
    if (edge?.child === undefined) break
    const { child, parent } = edge
    child.parents = child.parents.filter((one) => one !== parent)
    child.dropped.push(parent)
  }
  return found
}

function imageOf(draft: Draft, drafts: readonly Draft[], facts: InitFacts): YAMLMap | Scalar {
  const { file, name, repository, parents } = draft
  const map = new YAMLMap<Scalar, Scalar | YAMLSeq>()
  const remarks: string[] = []
  const put = (key: string, value: Scalar | YAMLSeq, why?: string): void => {
    if (why !== undefined) value.comment = ` ${line(why)}`
    map.items.push(new Pair(new Scalar(key), value))
  }
  if (repository.repository !== name)
    put('image_name', new Scalar(repository.repository), REPOSITORY_FROM[repository.from])
  for (const other of repository.also) remarks.push(`Dockerfiles also use ${other}, which may be this image.`)
  if (file.directory !== name) put('path', new Scalar(file.directory))
  if (file.file !== 'Dockerfile') put('dockerfile', new Scalar(file.file))
  const { context, missing, maybe } = contextOf(file, facts.exists)
  if (context !== undefined) put('context', new Scalar(context), 'where the paths of its COPY are')
  if (missing !== undefined) remarks.push(`It copies ${missing}, which is not there: is it made before the build?`)
  if (maybe !== undefined)
    remarks.push(`It copies its whole context. If that is not ${file.directory}:`, `context: ${maybe}`)
  if ((context ?? file.directory) === '.')
    remarks.push('Its context is the whole tree: keep artifacts, logs and manifests out of it with a .dockerignore.')
  const base = putParents(draft, put, remarks)
  if (drafts.length <= MAX_COMMENTED) remarks.push(...buildArgs(file, parents.length > 0))
  const comments = { ...(base === undefined ? {} : { commentBefore: comment([base]) }) }
  if (map.items.length > 0)
    return Object.assign(map, comments, remarks.length === 0 ? {} : { comment: comment(remarks) })
  const nothing = new Scalar(null)
  const lines = [...(base === undefined ? [] : [base]), ...remarks]
  return lines.length === 0 ? nothing : Object.assign(nothing, { commentBefore: comment(lines) })
}

const REPOSITORY_FROM = {
  use: 'so other Dockerfiles name it',
  base: 'guessed: beside the image it is built on',
  name: undefined,
} as const

/** Writes the parents out, each with where it was read; returns what is said of an image without. */
function putParents(
  draft: Draft,
  put: (key: string, value: Scalar | YAMLSeq, why?: string) => void,
  remarks: string[],
): string | undefined {
  const { parents, dropped, upstream, file, uses } = draft
  for (const parent of dropped) remarks.push(`It uses ${parent} too, which would be a circle.`)
  const [only] = parents
  if (only !== undefined) {
    put('depend_on', parents.length === 1 ? new Scalar(only) : flow(parents), usedText(draft))
    return undefined
  }
  const [first] = uses
  const base = first === undefined ? undefined : `built on ${first.ref} (${file.path}:${first.line})`
  // Without it, `plan` would find the parent that was just ruled out.
  if (upstream || dropped.length > 0)
    put('depend_on', flow([]), upstream ? 'an image of Docker Hub is meant, not one of this stack' : undefined)
  const open = readDockerfile(file.text).instructions.find(
    (instruction) =>
      instruction.keyword === 'FROM' &&
      wordsOf(instruction)[0]?.text.includes('$') === true &&
      !uses.some((use) => use.line === instruction.line),
  )
  if (open !== undefined) {
    const [word] = wordsOf(open)
    remarks.push(
      `FROM ${word?.text ?? ''} (${file.path}:${open.line}) has no default. If an image of this stack is meant:`,
      'depend_on: NAME',
    )
  }
  return base
}

/** Where each parent was read. */
function usedText({ file, uses, places }: Draft): string {
  const read = new Map<string | undefined, string>()
  for (const { ref, instruction, line: at } of uses) {
    const place = placeOf(ref)
    if (!places.has(place) || read.has(place)) continue
    read.set(place, `${instruction.keyword === 'FROM' ? 'FROM' : `${instruction.keyword} from`} in ${file.path}:${at}`)
  }
  return [...read.values()].join(', ')
}

function flow(names: readonly string[]): YAMLSeq {
  const seq = new YAMLSeq<Scalar>()
  seq.flow = true
  for (const name of names) seq.items.push(new Scalar(name))
  return seq
}

/** The directory that holds what COPY names, if that is one above the Dockerfile's own. */
function contextOf(
  { directory, text }: TakenDockerfile,
  exists: (path: string) => boolean,
): { context?: string; missing?: string; maybe?: string } {
  const { globs, all } = readCopied(text, {})
  // Of a pattern, the directories before it.
  const paths = [...new Set(globs.map(plainPart).filter((path) => path !== ''))]
  const inFolder = (folder: string, path: string): boolean => exists(folder === '.' ? path : `${folder}/${path}`)
  const missing = paths.find((path) => !inFolder(directory, path))
  if (missing === undefined) {
    const generic = /(?:^|\/)(?:docker|container|build)(?:files?)?$/i.test(directory)
    return all && generic && paths.length === 0 ? { maybe: above(directory) } : {}
  }
  for (let folder = directory; folder !== '.';) {
    folder = above(folder)
    if (paths.every((path) => inFolder(folder, path))) return { context: folder }
  }
  return { missing }
}

function plainPart(glob: string): string {
  const parts = glob.split('/')
  const pattern = parts.findIndex((part) => /[*?[\\]/.test(part))
  return (pattern < 0 ? parts : parts.slice(0, pattern)).join('/')
}

function above(folder: string): string {
  const slash = folder.lastIndexOf('/')
  return slash < 0 ? '.' : folder.slice(0, slash)
}

/** The ARGs of a Dockerfile as a comment: what build_args can set. */
function buildArgs({ text }: TakenDockerfile, hasParents: boolean): string[] {
  const { instructions, escape } = readDockerfile(text)
  const args = new Map<string, string | undefined>()
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ARG' || instruction.onbuild) continue
    for (const { name, written } of argsOf(instruction, escape)) {
      const isSet = hasParents && /^BASE_(?:IMAGE|TAG)/.test(name)
      if (
        /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) &&
        !isSet &&
        !/^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/.test(name)
      )
        args.set(name, args.get(name) ?? written)
    }
  }
  if (args.size === 0) return []
  const shown = [...args].slice(0, MAX_ARGS).map(([name, written]) => {
    const value =
      written === undefined ? 'VALUE # no default' : stringify(unquoted(line(written)), { lineWidth: 0 }).trimEnd()
    return `  ${name}: ${value.includes('\n') ? 'VALUE' : value}`
  })
  const rest = args.size - shown.length
  return ['build_args:', ...shown, ...(rest > 0 ? [`  (and ${rest} more)`] : [])]
}

function unquoted(written: string): string {
  return /^(["'])[^"'\\]*\1$/.test(written) ? written.slice(1, -1) : written
}

/** Foreign text in a comment: one line, whatever it holds. */
function line(text: string): string {
  return clip(plain(text), 200)
}

/** Lines as the YAML library takes them: it puts # before each. */
function comment(lines: readonly string[]): string {
  return lines.map((one) => (one === '' ? '' : ` ${line(one)}`)).join('\n')
}

function commented(key: Scalar, lines: readonly string[]): Scalar {
  key.commentBefore = comment(lines)
  return key
}

const HEAD = [
  'The stack: which images there are and what each is built on. Written by `stack-action init` from the Dockerfiles',
  'below this directory; from now on it is yours. What stands in comments is a suggestion.',
  '`stack-action plan` shows what would be built, and why.',
]

const TAG = [
  'First part of every tag; the branch or the stage follows (2026.4-main, 2026.4-stable).',
  'tag:',
  "  prefix: '2026.4'",
]

const INFOS = [
  'What the page of an image shows: commands that run in it. An image names them: info_cmds: [OS, APT_PKG_LIST].',
  'all_info_cmds:',
  '  OS:',
  '    description: Operating System',
  '    command: cat /etc/os-release',
  '  APT_PKG_LIST:',
  '    description: System Packages',
  '    command: dpkg-query --show',
]

function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  if (leftOut.length === 0) return []
  const shown = leftOut.slice(0, MAX_LEFT_OUT)
  const rest = leftOut.length - shown.length
  return [
    '',
    'Left out; write them in if they are images of this stack:',
    ...shown.map(({ path, why }) => `  ${path} (${why})`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ]
}
