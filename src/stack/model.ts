import type { CopiedPaths } from './dockerfile.js'
import type { Stage } from './stages.js'
import type { FoundTests, SuiteSettings } from './suites.js'

/** Where in spec.yml something stands; line and column are 1-based. */
export interface Position {
  readonly line: number
  readonly column: number
  /** The line itself. */
  readonly excerpt: string
}

/** A node of the graph: a directory with a Dockerfile. */
export interface Image {
  readonly name: string
  /** Repository as the spec names it: `[host[:port]/]path`, without a tag. */
  readonly repository: string
  /** Directory of the image below the stack's, with `/`; '.' is the stack's own. */
  readonly path: string
  /** Build context below the stack's directory, in the same form; the image's directory unless the spec says otherwise. */
  readonly context: string
  /** Below the stack's directory; several are read one after the other, as one. */
  readonly dockerfiles: readonly string[]
  /** From depend_on; undefined: the Dockerfile says it, and `parents` is empty until it was read. */
  readonly declared: readonly string[] | undefined
  readonly parents: readonly string[]
  readonly args: Readonly<Record<string, string>>
  /** Build args that only one variant gets (2021's `dbuild_env`). */
  readonly variantArgs: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly skipVariants: readonly string[]
  readonly infos: readonly string[]
  readonly integrationTests: boolean
  /** The suites that run on it, by name or sort; undefined: all that are on by default. */
  readonly suites: readonly string[] | undefined
  /** What it is built for, such as `linux/arm64`; none: for the platform of whoever builds. */
  readonly platforms: readonly string[]
  /** It leaves the engine when nothing of the run needs it any more. */
  readonly prune: boolean
  /** Ids of the secrets that its build may mount. */
  readonly secrets: readonly string[]
  /** Its build may use the ssh agent. */
  readonly ssh: boolean
  readonly at: Position
}

/** A parallel variant of the stack (`plans`): a tag prefix, and build args of its own. */
export interface Variant {
  readonly name: string
  /** '' when the stack has no prefix. */
  readonly prefix: string
}

/** A command run in an image whose output is kept. */
export interface Info {
  readonly name: string
  readonly description: string
  readonly command: readonly string[]
}

/** A suite that the spec declares (`suites`), as opposed to the ones found by convention. */
export interface DeclaredSuite {
  readonly name: string
  /** Undefined: it refines suites that are found by convention. */
  readonly does:
    | { readonly kind: 'command'; readonly run: readonly string[] }
    /** A directory or file below the stack's. */
    | { readonly kind: 'pytest'; readonly path: string }
    /** Globs below the directory of each image; absolute ones are paths in the image. */
    | { readonly kind: 'imports' | 'notebooks'; readonly paths: readonly string[] }
    | undefined
  readonly images: readonly string[] | undefined
  /** Directory below the stack's, copied into the container. */
  readonly files: string | undefined
  readonly settings: SuiteSettings
  readonly at: Position
}

/** What a spec.yml says, checked and in one form, whichever year's form it was written in. */
export interface Stack {
  /** Path of spec.yml as the user gave it. */
  readonly file: string
  readonly images: ReadonlyMap<string, Image>
  /** Names, parents before children; among equals the spec's order. */
  readonly order: readonly string[]
  readonly variants: readonly Variant[]
  readonly infos: ReadonlyMap<string, Info>
  readonly suites: readonly DeclaredSuite[]
  /** alias → `host[:port]/path`. */
  readonly registries: ReadonlyMap<string, string>
  readonly pushTo: readonly string[]
  readonly changeRules: ChangeRules
  /** The ladder: each stage after the one below it, and first what a run publishes. */
  readonly stages: readonly Stage[]
  /** Relative to the stack's directory; it may lie above. */
  readonly changelog: string | undefined
}

/** Which changed files touch every image, and which touch none: globs below the stack's directory. */
export interface ChangeRules {
  readonly all: readonly string[]
  readonly ignore: readonly string[]
}

/** What the file system says about an image. */
export interface ImageSource {
  /** Hash over the files of the context that the build can see, and over the Dockerfile (docker/context.ts). */
  readonly contextHash: string
  /** All of its Dockerfiles, one after the other. */
  readonly dockerfileText: string
  /** What of the context counts: where it is wider than the image's directory, what its Dockerfile copies. */
  readonly copied: CopiedPaths
  /** Where its directory and Dockerfiles really lie, where links lead to them: seen from the stack's directory. */
  readonly places?: readonly string[]
  /** Its own tests that are found by convention, in the order in which they run. */
  readonly tests: readonly FoundTests[]
  /** What the spec's suites find in the stack for it; their `group` is the suite's name. */
  readonly declared: readonly FoundTests[]
}
