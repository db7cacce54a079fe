import type { CredentialsFor } from '../registry/credentials.js'
import type { ContextEntry, GivenFile } from './context.js'
import type { Trace } from './trace.js'

/** What a build is given to copy from. */
export interface BuildContext {
  /** Absolute path. */
  readonly directory: string
  /** What of it is sent. */
  readonly entries: readonly ContextEntry[]
  /** The entries are all that .dockerignore lets through. */
  readonly whole: boolean
  /** Sent in place of what the directory has, or beside it: the Dockerfile, unless it is sent as it lies there. */
  readonly given: readonly GivenFile[]
  readonly dockerfile: {
    /** Relative to the context. */
    readonly path: string
    readonly text: string
  }
  /** The rules of .dockerignore that hold; '' without any. */
  readonly ignoreText: string
}

/** A secret that a RUN may mount: `RUN --mount=type=secret,id=…`. */
export interface BuildSecret {
  readonly id: string
  readonly value: Buffer
}

export interface BuildRequest {
  readonly context: BuildContext
  /** Such as `linux/arm64`. */
  readonly platform: string
  /** Names in the engine; of a builder that keeps its images elsewhere, refs that it pushes to. */
  readonly tags: readonly string[]
  readonly buildArgs: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly noCache: boolean
  /** As buildx takes them: `type=gha,scope=x`, or a ref. */
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly secrets: readonly BuildSecret[]
  /** A RUN may use the ssh agent of SSH_AUTH_SOCK: `RUN --mount=type=ssh`. */
  readonly ssh: boolean
  /** As buildx takes them (`mode=max`, `true`); '' or `false`: none. */
  readonly provenance: string
  readonly sbom: string
  readonly credentialsFor: CredentialsFor
  readonly signal: AbortSignal
  readonly onTrace: (trace: Trace) => void
}

export interface Built {
  /** In the engine; undefined of a builder that keeps its images elsewhere. */
  readonly imageId: string | undefined
  /** In the registry; undefined of a builder that pushes nothing. */
  readonly digest: string | undefined
}

/** What not every builder can do. */
export interface Capabilities {
  /** Where it reads caches from: registries only, or whatever buildx knows. */
  readonly cacheFrom: 'registry' | 'any'
  /** Where it writes them: into the image itself only (`type=inline`), or anywhere. */
  readonly cacheTo: 'inline' | 'any'
  /** Provenance and SBOM. */
  readonly attestations: boolean
  /** There is an ssh agent to forward. */
  readonly ssh: boolean
}

/** Whatever builds images. */
export interface Builder {
  readonly name: 'engine' | 'buildx'
  readonly version: string
  /** Where its images are afterwards: in the engine, or only where it pushed them. */
  readonly keeps: 'engine' | 'registry'
  readonly can: Capabilities
  /** Throws a WorkError with the builder's message, and what the signal was aborted with. */
  readonly build: (request: BuildRequest) => Promise<Built>
}
