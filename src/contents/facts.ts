import { z } from 'zod'
import { WorkError } from '../shared/errors.js'
import { clip, plain } from '../shared/text.js'
import { valueAt } from '../shared/values.js'
import type { Layer } from './layers.js'

/** What an info command said. */
export interface InfoFacts {
  readonly name: string
  readonly description: string
  readonly command: readonly string[]
  /** Exit status; 124 where it took too long. */
  readonly status: number
  readonly output: string
}

/** A suite, and what came of it. */
export interface SuiteFacts {
  readonly name: string
  readonly outcome: string
  /** The image whose tests they are, where it is not this one. */
  readonly of?: string | undefined
  readonly total?: number | undefined
  readonly failed?: number | undefined
  readonly skipped?: number | undefined
  /** Tests that passed after they were run again. */
  readonly flaky?: number | undefined
  /** Why it is off. */
  readonly why?: string | undefined
}

/** What an image is built on. */
export interface ParentFacts {
  readonly name: string
  readonly ref: string
  readonly digest: string | null
}

/** What is known of one image on one platform: `manifests/<safe name>.json`, and in registries beside the image. */
export interface ImageFacts {
  readonly schema: 1
  /** As plans name it: `base`, `base@py39`, `base/linux-arm64`. */
  readonly id: string
  readonly name: string
  readonly variant: string
  /** `linux/arm64` */
  readonly platform: string
  readonly ref: string
  /** Of this platform's manifest in the registry; null where it was not pushed. */
  readonly digest: string | null
  readonly fingerprint: string
  /** The commit in full; '' where it is not known, or the tree was dirty. */
  readonly revision: string
  /** Address of the repository; '' where it is not known. */
  readonly source: string
  readonly version: string
  /** Of the same stack. */
  readonly parents: readonly ParentFacts[]
  /** What the lowest image is built on, outside of the stack. */
  readonly base: { readonly ref: string; readonly digest: string | null } | null
  /** ISO 8601. */
  readonly builtAt: string
  /** Address of the workflow run, or the name of the machine; '' where it is not known. */
  readonly builtIn: string
  /** Bytes, uncompressed; 0 where it is not known. */
  readonly size: number
  /** Bytes that travel; null where it is not in a registry. */
  readonly compressed: number | null
  /** Oldest first. */
  readonly layers: readonly Layer[]
  readonly infos: readonly InfoFacts[]
  readonly suites: readonly SuiteFacts[]
}

const MOST_CHARACTERS = 2000
/** A `RUN` of a hundred lines is one command. */
const MOST_COMMAND = 20_000
/** Characters of what one info command wrote; a list of 5000 packages has a tenth of that. */
export const MOST_OUTPUT = 2_000_000
const MOST_LAYERS = 2000
const MOST_INFOS = 200
const MOST_SUITES = 500
const MOST_PARENTS = 100
const MOST_WORDS = 500

/** Lines without what a terminal would obey; tabs stay, which stand between the columns of lists. */
function plainLines(all: string): string {
  const cells = (line: string): string => line.split('\t').map(plain).join('\t')
  return all.split('\n').map(cells).join('\n')
}

/** Whoever may push may write anything here; nobody's terminal is to show it as it is. */
const text = z.string().max(MOST_CHARACTERS).transform(plain)
const command = z.string().max(MOST_COMMAND).transform(plain)
const lines = z.string().max(MOST_OUTPUT).transform(plainLines)
const time = z
  .string()
  .max(40)
  .refine((at) => !Number.isNaN(Date.parse(at)))
  .transform((at) => new Date(at).toISOString())
const digest = z
  .string()
  .regex(/^sha256:[a-f0-9]{64}$/)
  .nullable()
const bytes = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
const layer = z.object({
  command,
  size: bytes,
  cumulativeSize: bytes,
  createdAt: time,
  ms: z.number().nonnegative().nullable(),
  cached: z.boolean(),
})
const facts = z.object({
  schema: z.literal(1),
  ...{ id: text, name: text, variant: text, platform: text, ref: text, digest, fingerprint: text },
  ...{ revision: text, source: text, version: text },
  parents: z.array(z.object({ name: text, ref: text, digest })).max(MOST_PARENTS),
  base: z.object({ ref: text, digest }).nullable(),
  ...{ builtAt: time, builtIn: text, size: bytes, compressed: bytes.nullable() },
  layers: z.array(layer).max(MOST_LAYERS),
  infos: z
    .array(
      z.object({
        ...{ name: text, description: text, command: z.array(command).max(MOST_WORDS) },
        ...{ status: z.number().int(), output: lines },
      }),
    )
    .max(MOST_INFOS),
  suites: z
    .array(
      z.object({
        ...{ name: text, outcome: text },
        ...{ of: text.optional(), why: text.optional(), flaky: bytes.optional() },
        ...{ total: bytes.optional(), failed: bytes.optional(), skipped: bytes.optional() },
      }),
    )
    .max(MOST_SUITES),
})

/** Facts out of a document of anybody's. Throws a WorkError that says what is wrong with it; `name` is where it lies. */
export function parseFacts(content: unknown, name: string): ImageFacts {
  const schema = valueAt(content, ['schema'])
  if (typeof schema === 'number' && schema > 1)
    throw new WorkError(`${name} was written by a later version of stack-action`, { remedy: 'Use that version here.' })
  const { success, data, error } = facts.safeParse(content)
  if (success) return data
  throw new WorkError(
    `${name} does not hold facts of an image: ${error.issues[0]?.path.join('.') ?? ''} is not what it should be`,
  )
}

/** Facts as they may be written: what commands print is foreign text of any length. */
export function fittingFacts(own: ImageFacts): ImageFacts {
  const fit = (foreign: string): string => clip(plain(foreign), MOST_CHARACTERS)
  return {
    ...own,
    ...{ id: fit(own.id), ref: fit(own.ref), builtIn: fit(own.builtIn), source: fit(own.source) },
    ...{ fingerprint: fit(own.fingerprint), revision: fit(own.revision), version: fit(own.version) },
    parents: own.parents.slice(0, MOST_PARENTS).map((one) => ({ ...one, name: fit(one.name), ref: fit(one.ref) })),
    base: own.base === null ? null : { ...own.base, ref: fit(own.base.ref) },
    layers: own.layers.slice(-MOST_LAYERS).map((one) => ({
      ...{ ...one, command: clip(plain(one.command), MOST_COMMAND) },
      // Of clocks that were set while they built.
      ms: one.ms === null ? null : Math.max(one.ms, 0),
    })),
    infos: own.infos.slice(0, MOST_INFOS).map((one) => ({
      ...{ ...one, name: fit(one.name), description: fit(one.description) },
      command: one.command.slice(0, MOST_WORDS).map((word) => clip(plain(word), MOST_COMMAND)),
      output: clip(plainLines(one.output), MOST_OUTPUT),
    })),
    suites: own.suites.slice(0, MOST_SUITES).map((one) => ({
      ...{ ...one, name: fit(one.name), ...(one.of === undefined ? {} : { of: fit(one.of) }) },
      ...(one.why === undefined ? {} : { why: fit(one.why) }),
    })),
  }
}
