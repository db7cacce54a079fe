import { parse as shellWords } from 'shell-quote'
import type { z } from 'zod'
import { UserError, type Problem } from '../../shared/errors.js'
import { suggest } from '../../shared/nearest.js'
import { clip } from '../../shared/text.js'
import { valueAt } from '../../shared/values.js'
import { findCycle, topological } from '../graph.js'
import { MAX_ALTERNATIVES, pathGlobs } from '../globs.js'
import type { DeclaredSuite, Image, Info, Stack, Variant } from '../model.js'
import { joinInside } from '../paths.js'
import { isPlatform, PLATFORMS } from '../platforms.js'
import { isRegistryBase, parseRepository } from '../refs.js'
import { CONVENTIONS } from '../suites.js'
import { MAX_SPEC_BYTES, parseSpecDocument, type SpecDocument } from './document.js'
import { ENV_NAME, NAME } from './grammar.js'
import { specSchema, type Spec, type SpecImage } from './schema.js'
import { readStages } from './stages.js'
import { readSuites } from './suites.js'

/**
 * Reads the text of a spec.yml into a stack. `file` is only for messages.
 * Throws a UserError that lists every mistake with its line and column.
 */
export function loadSpec(text: string, file: string): Stack {
  if (Buffer.byteLength(text) > MAX_SPEC_BYTES) throw specTooLarge(Buffer.byteLength(text), file)
  const document = parseSpecDocument(text, file)
  const parsed = specSchema.safeParse(document.value ?? {})
  if (!parsed.success) throw new UserError(parsed.error.issues.flatMap((issue) => schemaProblems(issue, document)))
  return new Loader(parsed.data, document, file).load()
}

export function specTooLarge(bytes: number, file: string): UserError {
  const mib = (n: number) => `${(n / 1024 / 1024).toFixed(1)} MiB`
  return new UserError([
    {
      message: `the spec has ${mib(bytes)}; at most ${mib(MAX_SPEC_BYTES)} are read`,
      file,
      remedy: 'Is this the right file? A stack of ten thousand images fits into the limit.',
    },
  ])
}

/** Turns what zod found into problems with a place and, for unknown keys, the nearest known one. */
function schemaProblems(issue: z.core.$ZodIssue, document: SpecDocument): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path)
    return issue.keys.map((key) =>
      document.problem([...path, key], 'unknown key', { what: 'key', remedy: suggest(key, known, 'keys known here') }),
    )
  }
  if (issue.code === 'invalid_union') {
    // The branch that got furthest into the value tells more than "expected a or b".
    const deeper = issue.errors.flat().filter((inner) => inner.path.length > 0)
    if (deeper.length > 0)
      return deeper
        .slice(0, 1)
        .flatMap((inner) => schemaProblems({ ...inner, path: [...issue.path, ...inner.path] }, document))
  }
  const found = valueAt(document.value, path)
  if ((issue.code === 'invalid_type' || issue.code === 'invalid_union') && found === undefined) {
    return [
      document.problem(path.slice(0, -1), `"${String(path.at(-1))}" is missing`, {
        what: 'key',
        remedy: missingRemedy(path),
      }),
    ]
  }
  if (issue.code === 'invalid_key') return [document.problem(path.slice(0, -1), 'a name here is empty')]
  const message =
    issue.code === 'invalid_type' ? `expected ${typeNames[issue.expected] ?? issue.expected}` : issue.message
  return [document.problem(path, found === undefined ? message : `${message}, found ${shown(found)}`)]
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a map (key: value)',
  record: 'a map (key: value)',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
}

function missingRemedy(path: readonly (string | number)[]): string | undefined {
  return path.length === 1 && path[0] === 'images'
    ? 'A spec names its images: `images:` with one entry per directory that has a Dockerfile.'
    : undefined
}

function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** The keys that the schema knows at a place of the spec. */
function knownKeys(path: readonly (string | number)[]): string[] {
  let schema: unknown = specSchema
  for (const step of path) {
    schema = unwrap(schema)
    if (hasShape(schema)) schema = schema.shape[String(step)]
    else if (hasValueType(schema)) schema = schema.valueType
  }
  schema = unwrap(schema)
  return hasShape(schema) ? Object.keys(schema.shape) : []
}

function unwrap(schema: unknown): unknown {
  let inner = schema
  while (typeof inner === 'object' && inner !== null && 'unwrap' in inner && typeof inner.unwrap === 'function') {
    inner = (inner.unwrap as () => unknown)()
  }
  // Of several forms the one with keys.
  return hasOptions(inner) ? (inner.options.map(unwrap).find(hasShape) ?? inner) : inner
}

function hasOptions(schema: unknown): schema is { options: readonly unknown[] } {
  return typeof schema === 'object' && schema !== null && 'options' in schema && Array.isArray(schema.options)
}

function hasShape(schema: unknown): schema is { shape: Record<string, unknown> } {
  return typeof schema === 'object' && schema !== null && 'shape' in schema
}

function hasValueType(schema: unknown): schema is { valueType: unknown } {
  return typeof schema === 'object' && schema !== null && 'valueType' in schema
}

/** Characters of a glob of `changes`. */
const MAX_GLOB = 200
/** Between two slashes of it. */
const MAX_STARS = 3

/** Turns a spec of the right form into a stack, collecting every mistake of meaning on the way. */
class Loader {
  private readonly problems: Problem[] = []
  /** Of the images that name none of their own. */
  private everyPlatform: readonly string[] = []
  constructor(
    private readonly spec: Spec,
    private readonly document: SpecDocument,
    private readonly file: string,
  ) {}

  load(): Stack {
    const infos = this.infos()
    const variants = this.variants()
    this.everyPlatform = this.platforms(['platforms'], this.spec.platforms)
    const images = new Map<string, Image>()
    for (const [name, image] of Object.entries(this.spec.images))
      images.set(name, this.image(name, image ?? {}, infos, variants))
    const suites = readSuites(this.spec.suites ?? {}, images, {
      fail: (where, message, more) => this.fail(where, message, more),
      inside: (where, path) => this.inside(where, path),
      position: (where) => this.document.position(where, 'key'),
      words: (where, command) => this.words(where, command),
    })
    this.checkImageSuites(images, suites)
    const stages = readStages(this.spec.stages ?? undefined, { images, variants, suites }, (where, message, more) =>
      this.fail(where, message, more),
    )
    const registries = this.registries()
    const order = this.order(images)
    this.checkRoot(images)
    const changeRules = { all: this.globs('all'), ignore: this.globs('ignore') }
    const changelog = this.changelog()
    if (this.problems.length > 0) throw new UserError(this.problems)
    return {
      ...{ file: this.file, images, order, variants, infos, suites, registries, stages, changelog },
      pushTo: this.spec.push_to ?? [],
      changeRules,
    }
  }

  private fail(
    path: readonly (string | number)[],
    message: string,
    more: { what?: 'value' | 'key'; remedy?: string } = {},
  ): void {
    this.problems.push(this.document.problem(path, message, more))
  }

  private infos(): Map<string, Info> {
    const infos = new Map<string, Info>()
    for (const section of ['all_info_cmds', 'manifests'] as const) {
      for (const [name, { description, command }] of Object.entries(this.spec[section] ?? {})) {
        infos.set(name, { name, description, command: this.words([section, name, 'command'], command) })
      }
    }
    return infos
  }

  /** A command line as argv. What only a shell can do (pipes, redirections) is refused: the user must say which shell. */
  private words(path: readonly string[], command: string): string[] {
    const words = shellWords(command, (variable) => `$${variable}`)
    const argv: string[] = []
    for (const word of words) {
      if (typeof word === 'string') argv.push(word)
      else if ('op' in word && word.op === 'glob') argv.push(word.pattern)
      else if ('op' in word) {
        this.fail(path, `"${word.op}" needs a shell, and no shell runs this command`, {
          remedy: `Write bash -c '…' around it, if the image has bash.`,
        })
        return []
      }
    }
    if (argv.length === 0) this.fail(path, 'the command is empty')
    return argv
  }

  private variants(): Variant[] {
    const plans = Object.entries(this.spec.plans ?? {})
    const prefix = this.spec.tag?.prefix ?? ''
    if (plans.length === 0) {
      this.checkPrefix(['tag', 'prefix'], prefix)
      return [{ name: 'default', prefix }]
    }
    return plans.map(([name, plan]) => {
      const own = plan?.tag_prefix ?? prefix
      if (!NAME.test(name))
        this.fail(['plans', name], `"${name}" cannot be the name of a plan`, {
          what: 'key',
          remedy: 'Use letters, digits, ".", "_" and "-".',
        })
      this.checkPrefix(['plans', name, 'tag_prefix'], own)
      return { name, prefix: own }
    })
  }

  private checkPrefix(path: readonly string[], prefix: string): void {
    if (prefix !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(prefix)) {
      this.fail(path, `"${prefix}" cannot begin a tag`, {
        remedy: 'Use letters, digits, "_", "." and "-", at most 64, not "." or "-" first.',
      })
    }
  }

  private image(name: string, image: SpecImage, infos: ReadonlyMap<string, Info>, variants: readonly Variant[]): Image {
    const here = ['images', name]
    if (!NAME.test(name)) {
      this.fail(here, `"${name}" cannot be the name of an image`, {
        what: 'key',
        remedy: 'Use letters, digits, ".", "_" and "-"; the name is also the name of its directory.',
      })
    }
    const repository = image.image_name ?? name
    if (parseRepository(repository) === undefined) {
      this.fail(
        image.image_name === undefined ? here : [...here, 'image_name'],
        `"${repository}" is not the name of a repository`,
        {
          ...(image.image_name === undefined ? { what: 'key' as const } : {}),
          remedy:
            'A repository name is lower case, [host[:port]/]path, and carries no tag: tags come from `tag.prefix` and the branch.',
        },
      )
    }
    const parents = image.depend_on ?? []
    for (const parent of parents) {
      if (!Object.hasOwn(this.spec.images, parent))
        this.fail([...here, 'depend_on'], `there is no image "${parent}"`, {
          remedy: suggest(parent, Object.keys(this.spec.images), 'images'),
        })
    }
    for (const key of ['info_cmds', 'manifests'] as const) {
      for (const [index, info] of (image[key] ?? []).entries()) {
        if (!infos.has(info))
          this.fail([...here, key, index], `there is no info command "${info}"`, {
            remedy: suggest(info, [...infos.keys()], 'info commands'),
          })
      }
    }
    const variantNames = variants.map((variant) => variant.name)
    for (const [index, skipped] of (image.skip_plans ?? []).entries()) {
      if (!variantNames.includes(skipped))
        this.fail([...here, 'skip_plans', index], `there is no plan "${skipped}"`, {
          remedy: suggest(skipped, variantNames, 'plans'),
        })
    }
    const { common = {}, ...byVariant } = image.dbuild_env ?? {}
    for (const variant of Object.keys(byVariant)) {
      if (!variantNames.includes(variant)) {
        this.fail([...here, 'dbuild_env', variant], `there is no plan "${variant}"`, {
          what: 'key',
          remedy: suggest(variant, ['common', ...variantNames], 'plans'),
        })
      }
    }
    this.checkArgs([...here, 'build_args'], image.build_args ?? {})
    for (const [key, args] of Object.entries(image.dbuild_env ?? {}))
      this.checkArgs([...here, 'dbuild_env', key], args ?? {})
    const path = this.inside([...here, 'path'], image.path ?? name)
    return {
      name,
      repository,
      path,
      context: image.context === undefined ? path : this.inside([...here, 'context'], image.context),
      dockerfiles: (image.dockerfile ?? ['Dockerfile']).map((file) => this.inside([...here, 'dockerfile'], file, path)),
      declared: image.depend_on ?? undefined,
      parents,
      args: { ...image.build_args, ...common },
      variantArgs: Object.fromEntries(Object.entries(byVariant).map(([variant, args]) => [variant, args ?? {}])),
      skipVariants: image.skip_plans ?? [],
      infos: [...new Set([...(image.info_cmds ?? []), ...(image.manifests ?? [])])],
      integrationTests: image.integration_tests ?? false,
      suites: image.suites,
      platforms:
        image.platforms === undefined ? this.everyPlatform : this.platforms([...here, 'platforms'], image.platforms),
      prune: image.prune ?? false,
      secrets: this.secrets([...here, 'secrets'], image.secrets),
      ssh: image.ssh ?? false,
      at: this.document.position(here, 'key'),
    }
  }

  /** A path of the spec below the stack's directory, in its shortest form. */
  private inside(where: readonly string[], path: string, from = '.'): string {
    const way = path.startsWith('/') || /[\0\n\r\\]/.test(path) ? undefined : joinInside(from, path)
    if (way === undefined) this.fail(where, `"${path}" is outside the stack`, { remedy: outside })
    return way ?? path
  }

  /** Often one of the whole repository, above the stack's directory. Nothing of it is used but a version. */
  private changelog(): string | undefined {
    const { changelog } = this.spec
    if (changelog === undefined || changelog === null) return undefined
    if (changelog.startsWith('/') || /[\0\n\r\\]/.test(changelog))
      this.fail(['changelog'], `"${changelog}" is no relative path`, {
        remedy: 'Give a path relative to the directory of spec.yml, such as ../CHANGELOG.md.',
      })
    return changelog
  }

  private platforms(where: readonly string[], names: readonly string[] = []): readonly string[] {
    for (const name of names) {
      if (!isPlatform(name))
        this.fail(where, `"${name}" is not a platform`, { remedy: suggest(name, PLATFORMS, 'platforms') })
    }
    return [...new Set(names)]
  }

  private secrets(where: readonly string[], ids: readonly string[] = []): readonly string[] {
    for (const id of ids)
      if (!NAME.test(id))
        this.fail(where, `"${id}" cannot be the id of a secret`, { remedy: 'Use letters, digits, ".", "_" and "-".' })
    return [...new Set(ids)]
  }

  private checkArgs(path: readonly string[], args: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(args)) {
      if (!ENV_NAME.test(name))
        this.fail([...path, name], `"${name}" cannot be the name of a build arg`, {
          what: 'key',
          remedy: 'Letters, digits and "_" only.',
        })
    }
  }

  /** Names of an image's `suites`: the spec's, or those of what is found by convention. */
  private checkImageSuites(images: ReadonlyMap<string, Image>, suites: readonly DeclaredSuite[]): void {
    const known = [...new Set([...suites.map((suite) => suite.name), ...CONVENTIONS, ...images.keys()])]
    for (const [name, image] of Object.entries(this.spec.images)) {
      for (const suite of image?.suites ?? []) {
        if (!known.includes(suite) && !suite.includes('.'))
          this.fail(['images', name, 'suites'], `there is no suite "${suite}"`, {
            remedy: suggest(suite, known, 'suites'),
          })
      }
    }
  }

  /** They are held against the names of all changed files: one that costs much is refused. */
  private globs(key: 'all' | 'ignore'): readonly string[] {
    const globs = this.spec.changes?.[key] ?? []
    const listed = Array.isArray(valueAt(this.document.value, ['changes', key]))
    for (const [index, glob] of globs.entries()) {
      const refuse = (message: string, remedy: string): void =>
        this.fail(['changes', key, ...(listed ? [index] : [])], message, { remedy })
      const shown = `"${clip(glob, 60)}"`
      if (glob.length > MAX_GLOB)
        refuse(`the glob ${shown} has ${glob.length} characters; at most ${MAX_GLOB} are read`, several)
      else if (pathGlobs(glob) === undefined)
        refuse(`the braces of the glob ${shown} stand for more than ${MAX_ALTERNATIVES} globs`, several)
      else if (glob.split('/').some((part) => part !== '**' && (part.match(/\*/g)?.length ?? 0) > MAX_STARS))
        refuse(
          `the glob ${shown} has more than ${MAX_STARS} stars between two slashes`,
          'Leave some out: one star stands for any text.',
        )
    }
    return globs
  }

  private registries(): Map<string, string> {
    const registries = new Map(Object.entries(this.spec.registries ?? {}))
    for (const [alias, base] of registries) {
      if (!isRegistryBase(base))
        this.fail(['registries', alias], `"${base}" is not a registry`, {
          remedy: 'Write host[:port]/path, such as ghcr.io/acme.',
        })
    }
    for (const alias of this.spec.push_to ?? []) {
      if (!registries.has(alias))
        this.fail(['push_to'], `there is no registry "${alias}"`, {
          remedy: suggest(alias, [...registries.keys()], 'registries'),
        })
    }
    return registries
  }

  private order(images: ReadonlyMap<string, Image>): string[] {
    const graph = {
      nodes: [...images.keys()],
      parentsOf: (name: string) => images.get(name)?.parents.filter((parent) => images.has(parent)) ?? [],
    }
    const cycle = findCycle(graph)
    if (cycle !== undefined) {
      this.fail(
        ['images', cycle[0] ?? '', 'depend_on'],
        `the images depend on each other in a circle: ${cycle.join(' → ')}`,
        {
          remedy: 'Remove one depend_on of the circle.',
        },
      )
    }
    return topological(graph)
  }

  private checkRoot(images: ReadonlyMap<string, Image>): void {
    for (const root of this.spec.root ?? []) {
      const image = images.get(root)
      if (image === undefined)
        this.fail(['root'], `there is no image "${root}"`, { remedy: suggest(root, [...images.keys()], 'images') })
      else if (image.parents.length > 0) {
        this.fail(['root'], `"${root}" is not a root: it depends on ${image.parents.join(', ')}`, {
          remedy: 'Name the image(s) without depend_on, or leave `root` out.',
        })
      }
    }
  }
}

const several = 'Write several shorter ones, or name a folder: it stands for everything below it.'
const outside = 'Give a path below the directory of spec.yml.'
