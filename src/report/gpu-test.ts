import type { ImageResult, Results, SuiteResult } from '../run/results.js'
import { clip, markdown, plain, shortDigest } from '../shared/text.js'
import { closingLines, type Folders } from './closing.js'
import { MAX_SUMMARY_BYTES } from './fitting.js'
import { closingMarkdown } from './run-summary.js'

/** What became of an image in a GPU test. */
export interface GpuTested {
  /** As plans name it: with its variant where there are several. */
  readonly image: string
  readonly name: string
  readonly variant: string
  /** What was asked for: `host/name:tag` or `host/name@sha256:…`. */
  readonly ref: string
  readonly digest: string
  /** What the names of its files begin with. */
  readonly file: string
  /** The commit that it was built of, and its repository; '' where the image does not say. */
  readonly revision: string
  readonly source: string
  /** What is to run on it. */
  readonly expected: readonly string[]
  outcome: 'passed' | 'failed' | 'cancelled'
  suites: SuiteResult[]
  /** Those of them that could not be begun: that says nothing of the image. */
  notBegun: string[]
  /** Remedy of what failed, where there is one. */
  remedy?: string
  /** Repositories in which the journal says what came of it. */
  recorded: string[]
}

/** A suite as a dry run shows it. */
export interface ShownCommand {
  readonly image: string
  readonly suite: string
  /** `user@host:22`; the engine's address; '' where it is this machine. */
  readonly where: string
  /** The words, exactly as they would be run. */
  readonly words: readonly string[]
}

export interface ShownStatus {
  readonly sha: string
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  readonly description: string
}

/** What `gpu-test` found out: `artifacts/gpu-test.json`. */
export interface GpuTestResult {
  readonly schema: 1
  readonly command: 'gpu-test'
  /** `running` until the end: whoever finds that in a file reads of a run that was killed. */
  outcome: 'running' | 'passed' | 'failed' | 'interrupted'
  readonly dryRun: boolean
  /** Id in the journals. */
  readonly operation: string
  readonly by: string
  /** Address of the workflow run; '' outside of one. */
  readonly run: string
  /** ISO 8601. */
  readonly at: string
  ms: number
  /** The tag, stage or digest that was asked for. */
  readonly from: string
  readonly images: readonly GpuTested[]
  /** Of a dry run. */
  commands: readonly ShownCommand[]
  /** Commit statuses as they were set last. */
  statuses: ShownStatus[]
  readonly notices: string[]
}

/** Refs that passed, and those that did not, as `host/name@sha256:…`. */
export function testedRefs({ images }: GpuTestResult): { readonly passed: string[]; readonly failed: string[] } {
  const refOf = ({ ref, digest }: GpuTested): string => `${repositoryOf(ref)}@${digest}`
  return {
    passed: images.filter(({ outcome }) => outcome === 'passed').map(refOf),
    failed: images.filter(({ outcome }) => outcome !== 'passed').map(refOf),
  }
}

function repositoryOf(ref: string): string {
  const [name = ''] = ref.split('@')
  const colon = name.lastIndexOf(':')
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name
}

/** The same as results of a run: then tables, failures and annotations are those that people know. */
export function asResults(result: GpuTestResult): Results {
  return {
    ...{ schema: 1, command: 'gpu-test', outcome: result.outcome, startedAt: result.at, ms: result.ms },
    ...{ event: '', branch: '', sha: '', engine: '', notices: [...result.notices] },
    images: result.images.map((one): ImageResult => {
      const broken = one.suites.filter(({ outcome }) => outcome === 'failed')
      const message = broken.map(({ name, message: why = 'failed' }) => `suite ${name}: ${why}`).join('; ')
      return {
        ...{ id: one.image, name: one.name, variant: one.variant, platform: '', ref: one.ref, file: one.file },
        ...{ action: 'build', fingerprint: '', outcome: one.outcome, expected: one.expected, suites: one.suites },
        ...(one.outcome === 'failed' ? { failedStep: 'test', message } : {}),
        ...(one.remedy === undefined ? {} : { remedy: one.remedy }),
        candidates: [{ ref: one.ref, digest: one.digest }],
        ...{ published: [], infos: [] },
      }
    }),
  }
}

/** What a terminal shows in the end. */
export function gpuTestLines(result: GpuTestResult, folders: Folders, directory = ''): string[] {
  if (result.dryRun)
    return [
      ...result.images.map(({ image, ref, digest }) => `${image}: ${plain(ref)} is ${digest}`),
      ...result.commands.map(commandLine),
      ...result.notices.map((notice) => `note: ${plain(notice)}`),
      `files: ${folders.artifacts}`,
      result.outcome === 'passed'
        ? `gpu-test (dry run): ${result.images.length} to be tested; it can work`
        : 'gpu-test (dry run): it cannot work',
    ]
  const recorded = result.images.flatMap(({ image, digest, recorded: places }) =>
    places.length === 0 ? [] : [`recorded: ${image} (${shortDigest(digest)}) in ${places.join(', ')}`],
  )
  // There are no pages of what is in the images.
  const lines = closingLines(asResults(result), folders, directory).map((line) =>
    line.startsWith('files: ') ? `files: ${folders.artifacts} ${folders.logs}` : line,
  )
  return [...lines.slice(0, -1), ...recorded, ...result.statuses.map(statusLine), ...lines.slice(-1)]
}

function statusLine({ sha, state, description }: ShownStatus): string {
  return `commit status of ${sha.slice(0, 12)}: ${state}, ${plain(description)}`
}

/** A word as a shell would need it, so that nothing of it is lost in the line. */
function commandLine({ image, suite, where, words }: ShownCommand): string {
  const shown = words.map((word) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
  return plain(`${image}: suite ${suite}${where === '' ? '' : ` at ${where}`}: ${shown.join(' ')}`)
}

const MAX_TEXT = 1000

/** The same for GitHub's job summary, in Markdown, of at most so many bytes. */
export function gpuTestMarkdown(result: GpuTestResult, bytes = MAX_SUMMARY_BYTES): string {
  const text = (foreign: string): string => markdown(clip(foreign, MAX_TEXT)).trim()
  if (result.dryRun)
    return [
      `## stack-action gpu-test (dry run): ${result.outcome}`,
      '',
      ...result.images.map(({ image, ref, digest }) => `- ${text(image)}: ${text(ref)} is ${text(digest)}`),
      ...result.commands.slice(0, MAX_SHOWN).map((one) => `- ${text(commandLine(one))}`),
      ...result.notices.map((notice) => `- ${text(notice)}`),
      '',
    ].join('\n')
  const known = result.images.slice(0, MAX_SHOWN).map((one) => {
    const what = one.recorded.length === 0 ? 'not recorded' : `recorded in ${one.recorded.join(', ')}`
    return `- ${text(one.image)}: ${text(one.ref)} is ${text(one.digest)}, ${text(what)}`
  })
  const tail = [...known, ...result.statuses.slice(0, MAX_SHOWN).map((one) => `- ${text(statusLine(one))}`), ''].join(
    '\n',
  )
  return `${closingMarkdown(asResults(result), bytes - Buffer.byteLength(tail) - 2)}\n${tail}\n`
}

const MAX_SHOWN = 100
