import { globPieces, literally, matchesPieces, type Piece } from './glob.js'
import { heredocOf, readDockerfile, wordsOf, type Flag, type Instruction } from './reader.js'
import { argsOf, globalArgs, mountOptions, PLATFORM_ARGS, stageName } from './uses.js'
import { expand } from './words.js'

/** What a build takes from its own context. */
export type CopiedPaths = {
  /** The Dockerfile leaves ONBUILD instructions that take from the contexts of images built on it. */
  readonly onbuild: boolean
} & (
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some'
      /**
       * Relative to the context. A file, a directory (which stands for everything below it), or a pattern in the grammar of
       * https://pkg.go.dev/path/filepath#Match, as COPY takes them.
       */
      readonly globs: readonly string[]
    }
)

/**
 * The paths that COPY, ADD and `RUN --mount=type=bind` take from the context of a build, in all its stages. Whatever
 * cannot be known from the text alone counts as everything: variables that the base image or the caller may set, patterns
 * that are none. Links in the context, and ONBUILD of images outside, are not seen.
 */
export function copiedPaths(text: string, args: Readonly<Record<string, string>>, platform?: string): CopiedPaths {
  const { all, globs, onbuild } = readCopied(text, args, platform)
  return all ? { kind: 'all', onbuild } : { kind: 'some', globs, onbuild }
}

/** The same, with the paths that are named beside a `COPY . .`. */
export function readCopied(
  text: string,
  args: Readonly<Record<string, string>>,
  platform?: string,
): { all: boolean; globs: string[]; onbuild: boolean } {
  const dockerfile = readDockerfile(text)
  const scopes = new Scopes(globalArgs(dockerfile, args, platform), args, dockerfile.escape)
  const globs = new Set<string>()
  let [all, onbuild] = [false, false]
  for (const instruction of dockerfile.instructions) {
    scopes.read(instruction)
    const sources = [...copySources(instruction), ...mountSources(instruction)]
    if (instruction.onbuild) onbuild ||= sources.length > 0
    else for (const source of sources) all = !add(source, scopes, globs) || all
  }
  return { all, globs: [...globs], onbuild }
}

/** Says which paths, relative to the context and with `/`, are among the copied ones. */
export function matcher(copied: CopiedPaths): (path: string) => boolean {
  if (copied.kind === 'all') return () => true
  const patterns = copied.globs.map((glob) => glob.split('/').map(globPieces))
  return (path) => {
    const parts = path.split('/')
    return patterns.some(
      (pattern) => parts.length >= pattern.length && pattern.every((one, at) => fits(one, parts[at])),
    )
  }
}

/** A component that is no pattern is refused by BuildKit; until then it may mean anything. */
function fits(pieces: Piece[] | undefined, part = ''): boolean {
  return pieces === undefined || matchesPieces(pieces, part)
}

interface Source {
  readonly written: string
  /** A path as it is, with no pattern in it. */
  readonly literal: boolean
  /** `COPY --parents` knows `**` and keeps directories: only what stands before the first pattern is certain. */
  readonly parents: boolean
}

/** Adds a source; false when it may be anything. */
function add({ written, literal, parents }: Source, scopes: Scopes, globs: Set<string>): boolean {
  if (isRemote(written)) return true
  const source = scopes.resolve(written)
  if (source === undefined) return false
  if (isRemote(source)) return true
  const parts: string[] = []
  for (const part of source.split('/')) {
    // Above the context there is nothing: BuildKit takes `../x` for `x`.
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  const sure = parents ? parts.findIndex((part) => /[*?[\\]/.test(part)) : -1
  const kept = sure < 0 ? parts : parts.slice(0, sure)
  const path = kept.join('/')
  if (path === '' || (!literal && kept.some((part) => globPieces(part) === undefined))) return false
  globs.add(literal ? literally(path) : path)
  return true
}

/** ADD fetches these; they are no paths. */
function isRemote(source: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@[^/:]+:|github\.com\/)/i.test(source)
}

/** The sources of a COPY or ADD from the context: all words but the last, here-documents left out. */
function copySources(instruction: Instruction): Source[] {
  const { keyword, flags, json } = instruction
  if (keyword !== 'COPY' && keyword !== 'ADD') return []
  if (flags.some((flag) => flag.name === 'from' && flag.value !== '')) return []
  const parents = flags.some((flag) => flag.name === 'parents' && flag.value.toLowerCase() !== 'false')
  const words = json ?? wordsOf(instruction).map((word) => word.text)
  return words
    .slice(0, -1)
    .filter((word) => json !== undefined || heredocOf(word) === undefined)
    .map((written) => ({ written, literal: false, parents }))
}

/** The sources of RUN's bind mounts from the context; bind is the default type, and the whole context the default source. */
function mountSources({ keyword, flags }: Instruction): Source[] {
  if (keyword !== 'RUN') return []
  return flags.filter((flag) => flag.name === 'mount').flatMap((flag) => mountSource(flag) ?? [])
}

function mountSource(flag: Flag): Source | undefined {
  const options = mountOptions(flag)
  const option = (...keys: string[]): string => options.findLast(({ key }) => keys.includes(key))?.value ?? ''
  const type = option('type').toLowerCase()
  if (option('from') !== '' || !(type === '' || type === 'bind' || type.includes('$'))) return undefined
  return { written: option('source', 'src') || '/', literal: true, parents: false }
}

/**
 * The variables of a stage, as far as the text of the Dockerfile says them. ENV wins over ARG, also the ENV of a base image
 * that is not known here: on such a base only what the stage's own ENVs set is certain.
 */
class Scopes {
  private scope = new Scope(false)
  private readonly stages = new Map<string, Scope>()
  constructor(
    private readonly globals: ReadonlyMap<string, string>,
    private readonly args: Readonly<Record<string, string>>,
    private readonly escape: string,
  ) {}

  read(instruction: Instruction): void {
    if (instruction.onbuild) return
    if (instruction.keyword === 'FROM') this.from(instruction)
    else if (instruction.keyword === 'ENV') this.env(instruction)
    else if (instruction.keyword === 'ARG') this.arg(instruction)
  }

  /** undefined when a variable in it may have any value. */
  resolve(written: string): string | undefined {
    const { scope, escape } = this
    const found = expand(written, (name) => scope.values.get(name), { escape })
    if (found === undefined || [...found.names].some((name) => !scope.knows(name))) return undefined
    return found.text
  }

  private from(instruction: Instruction): void {
    const [word] = wordsOf(instruction)
    const base = expand(word?.text ?? '', (name) => this.globals.get(name), { escape: this.escape })?.text ?? ''
    this.scope = this.stages.get(base.toLowerCase())?.child() ?? new Scope(base === 'scratch')
    const name = stageName(instruction)
    if (name !== undefined) this.stages.set(name.toLowerCase(), this.scope)
  }

  private env(instruction: Instruction): void {
    const written = argsOf(instruction, this.escape)
    const [first] = written
    const set =
      first?.written === undefined
        ? // The old form: `ENV NAME all the rest`.
          [
            {
              name: first?.name ?? '',
              value: this.resolve(instruction.text.slice(instruction.wordsAt + (first?.name.length ?? 0)).trim()),
            },
          ]
        : written.map((one) => ({ name: one.name, value: this.resolve(one.written ?? '') }))
    for (const { name, value } of set) this.scope.env(name, value)
  }

  private arg(instruction: Instruction): void {
    for (const { name, written } of argsOf(instruction, this.escape)) {
      const given = Object.hasOwn(this.args, name) ? this.args[name] : undefined
      const global = this.globals.get(name)
      if (given !== undefined) this.scope.arg(name, given)
      else if (written !== undefined) this.scope.arg(name, this.resolve(written))
      else if (global !== undefined || PLATFORM_ARGS.includes(name)) this.scope.arg(name, global)
    }
  }
}

class Scope {
  readonly values = new Map<string, string>()
  private readonly unsure = new Set<string>()
  private readonly envs = new Set<string>()
  constructor(
    /** From scratch: what is not set here is not set. */
    private readonly closed: boolean,
  ) {}

  knows(name: string): boolean {
    return this.values.has(name) || (this.closed && !this.unsure.has(name))
  }

  child(): Scope {
    const child = new Scope(this.closed)
    for (const [name, value] of this.values) child.values.set(name, value)
    for (const name of this.unsure) child.unsure.add(name)
    for (const name of this.envs) child.envs.add(name)
    return child
  }

  env(name: string, value: string | undefined): void {
    this.envs.add(name)
    this.set(name, value)
  }

  arg(name: string, value: string | undefined): void {
    if (!this.envs.has(name)) this.set(name, this.closed ? value : undefined)
  }

  private set(name: string, value: string | undefined): void {
    this.values.delete(name)
    this.unsure.delete(name)
    if (value === undefined) this.unsure.add(name)
    else this.values.set(name, value)
  }
}
