import { createHash } from 'node:crypto'
import { readsStack, STACK_FILES, type PlannedSuite } from './suites.js'

/** Everything that decides what a build makes. */
export interface FingerprintParts {
  /** What `contextKey` makes of the files and the Dockerfile. */
  readonly context: string
  readonly args: Readonly<Record<string, string>>
  /** `linux/amd64` */
  readonly platform: string
  /** Fingerprints of the parents in their order (the first is BASE_IMAGE), then digests, or refs, of the external bases. */
  readonly bases: readonly string[]
}

/** Changes with the meaning of the hash, so that an older one is never mistaken for it. */
const VERSION = 2

/** 32 hexadecimal digits of a sha256 over the parts, in a form that no value can imitate (JSON). */
export function fingerprint(parts: FingerprintParts): string {
  const args = Object.entries(parts.args).sort(([a], [b]) => (a < b ? -1 : 1))
  return digits([VERSION, parts.context, args, parts.platform, parts.bases])
}

/** One hash of the files of a context (docker/context.ts) and of the Dockerfile, which may lie beside it. */
export function contextKey(files: string, dockerfile: string): string {
  return digits([VERSION, files, dockerfile])
}

/**
 * Names a build of an image by its layers: two builds of the same content may differ, and what sits on the one does not
 * sit on the other.
 */
export function layersKey(layers: readonly string[]): string {
  return digits([VERSION, layers])
}

/** Names what the platforms of an image are together: one fingerprint of each. */
export function indexKey(prints: readonly string[]): string {
  return digits([VERSION, 'index', [...prints].sort()])
}

/** The tag of a candidate: names the content, so it never moves to other content. */
export function candidateTag(print: string): string {
  return `fp-${print}`
}

/**
 * Names what has been tested with what: the image's fingerprint and its suites with their files. Undefined where no suite
 * runs: nothing can be said then.
 */
export function suitesKey(
  print: string,
  suites: readonly PlannedSuite[],
  filesHash: (path: string) => string,
  words: Readonly<Record<string, string>> = {},
): string | undefined {
  const running = suites.filter((suite) => suite.off === undefined)
  if (running.length === 0) return undefined
  const parts = running.map((suite) => {
    const { name, kind, on, pushed, run, files, targets, environment, shared, settings } = suite
    const { services } = settings
    const wide = readsStack({ on, kind, files, services }) ? [STACK_FILES] : []
    const paths = [files, ...shared, services?.file, services?.envFile, ...wide].flatMap((path) => path ?? [])
    const hashes = paths.map((path) => [path, filesHash(path)])
    // How long it may take decides nothing about what it says.
    const means = { ...settings, timeoutMs: undefined, jobs: undefined, remote: provenBy(settings) }
    return [name, kind, on, pushed, run, targets, environment ?? '', hashes, means, usedWords(suite, words)]
  })
  return digits([VERSION, print, parts])
}

/** Of a suite on another machine: which one it is, and how often it is tried, says nothing about the image. */
function provenBy({ remote }: PlannedSuite['settings']): unknown {
  return remote === undefined ? undefined : { proof: remote.proof, report: remote.report }
}

/** What a suite is told of the run decides what it says, as far as it asks for it. */
function usedWords({ run, settings }: PlannedSuite, words: Readonly<Record<string, string>>): string[][] {
  const asked = [...run, ...(settings.args ?? []), settings.remote?.report ?? '']
  const isAsked = (word: string): boolean => asked.some((one) => one.includes(`{${word}}`))
  // Stage and version are variables of every suite, too: what reads them nobody knows.
  return Object.entries(words).filter(
    ([word, value]) => value !== '' && (word === 'stage' || word === 'version' || isAsked(word)),
  )
}

/** The tag that says a candidate has passed its suites. */
export function testedTag(key: string): string {
  return `ok-${key}`
}

function digits(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
