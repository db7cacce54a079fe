import * as core from '@actions/core'
import { isDefaultArtifact, type Command, type Inputs, type OutputName } from '../commands/inputs.js'
import { readHappening } from '../commands/happening.js'
import { runAddress } from '../github/run-address.js'
import type { CommentFacts } from '../report/comment.js'
import type { Folders } from '../report/closing.js'
import { digestOf, type Degraded, type Results } from '../run/results.js'
import { messageOf, WorkError } from '../shared/errors.js'
import type { Common } from './work.js'

/**
 * GitHub keeps 1 MB of outputs per job, counted as UTF-16, and drops what is beyond it.
 * https://docs.github.com/en/actions/reference/limits
 */
export const MAX_OUTPUTS = 450_000
/** What each output of a run may have: the plan's, which come first, have their own limit. */
const MAX_RESULT_OUTPUT = 100_000

/** Texts that we have had masked, with the name of the secret that they are. */
const masked = new Map<string, string>()

/** Has a secret masked in all logs; short words would mask half of every log, and every output with them. */
export function mask(name: string, value: string): void {
  if (value.length < 4 || value === 'true' || value === 'false') return
  masked.set(value, name)
  core.setSecret(value)
}

/**
 * An output that the runner has no place for must not hide what happened. One that holds a masked text reaches the next
 * steps, and is dropped in silence where a job hands it on: that is said.
 */
export function setOutput(name: OutputName, value: unknown): void {
  try {
    core.setOutput(name, value)
  } catch (error) {
    core.warning(`the output ${name} could not be set: ${messageOf(error)}`)
    return
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const secret = [...masked].find(([one]) => text.includes(one))
  if (secret !== undefined)
    core.warning(
      `the output ${name} has the value of the secret ${secret[1]} in it: GitHub does not hand it on to other jobs. Give that secret a value that is no part of the names of images, registries or branches.`,
      { title: `output ${name}` },
    )
}

/** What a run made, for later steps. */
export function setResultOutputs(results: Results, folders: Folders): void {
  const published = publishedOf(results)
  const outputs = {
    published,
    digests: digestsOf(results),
    refs: published.map(({ ref }) => ref),
  } as const
  for (const [name, value] of Object.entries(outputs) as [keyof typeof outputs, unknown][]) {
    const { length } = JSON.stringify(value)
    if (length <= MAX_RESULT_OUTPUT) {
      setOutput(name, value)
      continue
    }
    core.warning(
      `the output ${name} has ${length} characters, more than GitHub keeps beside the others: read results.json`,
    )
    setOutput(name, '')
  }
  setOutput('results', `${folders.artifacts}/results.json`)
}

/** Each ref once: the platforms of an image are published as one. */
export function publishedOf({ images }: Results): { image: string; ref: string; digest: string }[] {
  const all = images.flatMap(({ id, published }) =>
    published.map(({ ref, digest }) => ({ image: id.split('/')[0] ?? id, ref, digest })),
  )
  return [...new Map(all.map((one) => [one.ref, one])).values()]
}

/** Image → digest. What is published for several platforms has one digest, and those of its platforms differ from it. */
export function digestsOf(results: Results): Record<string, string> {
  const found = results.images.flatMap((image): [string, string][] => {
    const digest = digestOf(image)
    return digest === undefined || image.outcome === 'skipped' ? [] : [[image.id, digest]]
  })
  return Object.fromEntries(found)
}

/** Services beside the work may fail without failing it: a warning says so, and what can be done. */
export async function optional(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const remedy = error instanceof WorkError && error.remedy !== undefined ? `\n  → ${error.remedy}` : ''
    core.warning(`${what} could not be written: ${messageOf(error)}${remedy}`)
    degraded.push({ what, message: messageOf(error) })
  }
}

/** What could not be written so far; one process is one command. */
const degraded: Degraded[] = []

/** Says in the file of a command's results what services did not take. */
export async function keepDegraded(folders: Folders, name: string): Promise<void> {
  if (degraded.length === 0) return
  const { writeDegraded } = await import('../output/degraded.js')
  try {
    writeDegraded(folders.artifacts, name, degraded)
  } catch (error) {
    core.warning(`${name} does not say what could not be written: ${messageOf(error)}`)
  }
}

/** Work that is finished as far as it gets, although the process was told to end: what kills it cannot be caught anyway. */
export async function lastWords(work: () => Promise<unknown>): Promise<void> {
  const stay = (): void => undefined
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stay)
  await work()
}

/** The files of a run as an artifact. */
export async function upload(
  command: Command,
  { inputs, env }: Pick<Common, 'inputs' | 'env'>,
  folders: Folders,
): Promise<void> {
  const { artifact: name, retentionDays, compression } = inputs
  if (name === '') return
  const { uploadFolders } = await import('../github/artifacts.js')
  await optional('the artifact', async () => {
    const isDefault = isDefaultArtifact(command, name)
    const warn = (text: string): void => core.warning(text, { title: 'the artifact' })
    const done = await uploadFolders({ name, isDefault, folders, retentionDays, compression, env, warn })
    if (done === undefined) return
    setOutput('artifact-id', done.id)
    setOutput('artifact-url', done.url)
    if (done.name !== name) core.info(`the artifact ${name} was there already: this one is ${done.name}`)
  })
}

/** Says what came of it in the one comment of a pull request; on other events nothing happens. */
export async function comment(
  command: Command,
  { inputs, env, cwd }: Pick<Common, 'inputs' | 'env' | 'cwd'>,
  render: (facts: CommentFacts) => string,
): Promise<void> {
  if (!inputs.comment) return
  await optional('the comment on the pull request', async () => {
    const { event, fork } = await readHappening({ inputs, env, cwd })
    const { pull } = event
    if (pull === undefined) return
    if (fork) {
      core.notice('This pull request comes from a fork, whose token may not write comments: see the job summary.')
      return
    }
    if (inputs.token === '') throw new WorkError('there is no token', { remedy: 'Give one in the input token.' })
    const { commentRoom, writeComment } = await import('../github/comments.js')
    const { GITHUB_API_URL: apiUrl = 'https://api.github.com', GITHUB_REPOSITORY: repository = '' } = env
    const key = `${command} ${keyOf(inputs, env)}`
    const body = render({ run: runAddress(env), sha: pull.head, bytes: commentRoom(key) })
    const access = { token: inputs.token, apiUrl, repository }
    const { url } = await writeComment({ access, pull: pull.number, key, body })
    setOutput('comment-url', url)
  })
}

function keyOf({ commentKey }: Inputs, env: Common['env']): string {
  return commentKey === '' ? `${env['GITHUB_WORKFLOW'] ?? ''}/${env['GITHUB_JOB'] ?? ''}` : commentKey
}
