import { availableParallelism, totalmem } from 'node:os'
import { sourceAddress } from '../changes/origin.js'
import { connectEngine } from '../docker/engine.js'
import { GpuFiles } from '../output/gpu-files.js'
import { dockerCredentials } from '../registry/credentials.js'
import { slots } from '../registry/slots.js'
import type { RegistryClient } from '../registry/client.js'
import type { Folders } from '../report/closing.js'
import type { GpuTested, GpuTestResult } from '../report/gpu-test.js'
import { operationId } from '../run/moves.js'
import { defaultLimits } from '../run/parallel.js'
import type { SshDefaults } from '../run/suites/ssh-defaults.js'
import { Interrupted, UserError, type Problem } from '../shared/errors.js'
import { limitedTo } from '../shared/limited.js'
import { checkAccess } from './ssh-access.js'
import { targetsOf, untestedNotes, usesTagOf, withOwnTest, withSuites, type GpuTarget } from './gpu-choice.js'
import { recordTests } from './gpu-records.js'
import { rehearse } from './gpu-rehearsal.js'
import { runGpuSuites, type GpuRun, type Tested } from './gpu-run.js'
import { GpuStatuses, type SetStatus } from './gpu-statuses.js'
import { prepareMoves, type Ground, type MoveRequest } from './moving.js'
import { factsOf } from './tag.js'

export interface GpuTestRequest extends Omit<MoveRequest, 'begin' | 'keepsLists' | 'progress'> {
  readonly env: MoveRequest['env'] & Readonly<Record<string, string | undefined>>
  /** A line of what goes on. */
  readonly say: (line: string) => void
  /** Suites are about to run: from now on a stop has something to tidy up. */
  readonly begin: () => void
  readonly ssh: SshDefaults
  /** Texts that must not be shown. */
  readonly secrets: readonly string[]
  /** Undefined: there is no GitHub to say it to. */
  readonly setStatus: SetStatus | undefined
}

export interface GpuTestCommandResult {
  readonly result: GpuTestResult
  readonly folders: Folders
  /** Of the spec. */
  readonly directory: string
}

/** In the words of a refusal. */
const TESTING = {
  what: 'a GPU test, by its record,',
  nothing: 'nothing was tested',
  advice: 'Test images',
} as const

/**
 * Runs the suites that want a GPU on images of a registry, and records what came of it beside exactly these digests. Throws a
 * UserError before anything ran; what fails then is in the result.
 */
export async function gpuTestCommand(request: GpuTestRequest): Promise<GpuTestCommandResult> {
  const { inputs, env, signal, now } = request
  const at = now()
  const prepared = await prepareMoves(request, TESTING)
  const ground = { ...prepared, stack: withOwnTest(prepared.stack, inputs) }
  const facts = await factsOf({ inputs: { ...inputs, to: [] }, env }, ground)
  const asked = await targetsOf(inputs, ground, facts, signal)
  const targets = await withSuites(asked, ground, inputs)
  checkWords(targets, { stage: inputs.stage, version: facts.version ?? '' })
  const suites = targets.flatMap((target) => target.suites)
  const [labels, engine] = await Promise.all([
    labelsOf(targets, ground.registry),
    suites.some(({ on }) => on !== 'ssh') ? connectEngine(env) : Promise.resolve(undefined),
    checkAccess(
      suites.filter(({ on }) => on === 'ssh'),
      request.ssh,
      ground.directory,
      { online: true, signal },
    ),
  ])
  const result: GpuTestResult = {
    ...{ schema: 1, command: 'gpu-test', outcome: 'running', dryRun: inputs.dryRun, operation: operationId(at) },
    ...{ ...ground.who, at: at.toISOString(), ms: 0, from: inputs.from },
    images: targets.map((target): GpuTested => testedOf(target, labels.get(target.id))),
    ...{ commands: [], statuses: [], notices: untestedNotes(asked, targets, inputs.images) },
  }
  const files = new GpuFiles(ground.folders)
  const limit = limitedTo(signal, inputs.timeoutMs, 'the GPU test')
  const run: GpuRun = {
    ...{ stack: ground.stack, directory: ground.directory, engine, registry: ground.registry, files },
    ...{ credentialsFor: dockerCredentials(env), machine: { env, python: inputs.python } },
    ...{ ssh: request.ssh, secrets: request.secrets, say: request.say, signal: limit.signal },
    facts: { branch: facts.branch, sha: facts.sha, stage: inputs.stage, version: facts.version ?? '' },
    parallel: inputs.parallelTests || defaultLimits({ cores: availableParallelism(), memoryBytes: totalmem() }).test,
    changed: () => {
      result.ms = now().getTime() - at.getTime()
      files.result(result)
    },
    // A job that is cancelled has ten seconds, and one that is killed has none: what is known by then is not lost with the rest.
    finished: async (one) => {
      if (inputs.dryRun) return
      await recordTests(ground.registry, [one], result)
      run.changed()
    },
  }
  try {
    request.begin()
    run.changed()
    const done = inputs.dryRun
      ? await rehearsed(targets, run, result)
      : await tested(targets, run, result, { request, ground })
    return { result: done, folders: ground.folders, directory: ground.directory }
  } finally {
    // Also on the way out of an error that nobody foresaw.
    if (result.outcome === 'running') result.outcome = 'failed'
    try {
      run.changed()
    } finally {
      limit.release()
      files.close()
    }
  }
}

/** Really runs them. */
async function tested(
  targets: readonly GpuTarget[],
  run: GpuRun,
  result: GpuTestResult,
  { request, ground }: { readonly request: GpuTestRequest; readonly ground: Ground },
): Promise<GpuTestResult> {
  const all = targets.flatMap((target, at): Tested[] => {
    const image = result.images[at]
    return image === undefined ? [] : [{ target, result: image }]
  })
  const repository = await sourceAddress(request.env, ground.directory)
  const statuses = new GpuStatuses(request.setStatus, repository, result)
  await statuses.begin()
  run.changed()
  let told = Promise.resolve()
  // Ending launches takes longer than a job that is cancelled may have: no commit is to stay pending.
  const onStop = (): void => void (told = statuses.end())
  run.signal.addEventListener('abort', onStop)
  try {
    await runGpuSuites(all, run)
  } finally {
    run.signal.removeEventListener('abort', onStop)
    // Whatever ended it: what is known, and could not be written before, is known to those who go by it.
    const { failures } = await recordTests(ground.registry, all, result)
    result.notices.push(...failures)
    result.outcome = outcomeOf(result, run.signal, failures)
    const why: unknown = run.signal.reason
    if (result.outcome === 'interrupted' && why instanceof Interrupted) result.notices.push(why.message)
    await told
    await statuses.end()
  }
  return result
}

async function rehearsed(targets: readonly GpuTarget[], run: GpuRun, result: GpuTestResult): Promise<GpuTestResult> {
  result.commands = await rehearse(targets, run)
  result.outcome = 'passed'
  return result
}

function outcomeOf(
  { images }: GpuTestResult,
  signal: AbortSignal,
  failures: readonly string[],
): GpuTestResult['outcome'] {
  if (signal.aborted && images.some(({ outcome }) => outcome === 'cancelled')) return 'interrupted'
  return failures.length === 0 && images.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'failed'
}

interface Labels {
  readonly revision: string
  readonly source: string
}

/** Questions at the same time. */
const LOOK_UPS = 8

/** Where images say that they come from (https://github.com/opencontainers/image-spec/blob/main/annotations.md). */
async function labelsOf(
  targets: readonly Pick<GpuTarget, 'id' | 'sources'>[],
  registry: Pick<RegistryClient, 'config'>,
): Promise<Map<string, Labels>> {
  const inSlot = slots(LOOK_UPS)
  const found = await Promise.all(
    targets.map(({ id, sources: [{ repository, digest }] }) =>
      inSlot(async (): Promise<readonly [string, Labels]> => {
        // Of an index any platform will do: they are of one commit.
        const ask = (platform: string): ReturnType<typeof registry.config> =>
          registry.config(repository, digest, platform).catch(() => undefined)
        const labels = ((await ask('linux/amd64')) ?? (await ask('linux/arm64')))?.labels
        const label = (name: string): string => labels?.[`org.opencontainers.image.${name}`] ?? ''
        return [id, { revision: label('revision'), source: label('source') }]
      }),
    ),
  )
  return new Map(found)
}

function testedOf(target: GpuTarget, labels: Labels = { revision: '', source: '' }): GpuTested {
  const { id, image, variant, sources, file, suites } = target
  return {
    ...{ image: id, name: image.name, variant, ref: sources[0].ref, digest: sources[0].digest, file, ...labels },
    ...{ expected: suites.map(({ name }) => name), outcome: 'cancelled', suites: [], notBegun: [], recorded: [] },
  }
}

/** A command with a hole in it would test something else. */
function checkWords(targets: readonly GpuTarget[], known: { readonly stage: string; readonly version: string }): void {
  const problems = new Map<string, Problem>()
  const miss = (message: string, remedy: string): void => void problems.set(message, { message, remedy })
  for (const { suites, tag } of targets)
    for (const suite of suites) {
      const words = [...suite.run, ...(suite.settings.args ?? [])]
      for (const word of ['stage', 'version'] as const)
        if (known[word] === '' && words.some((one) => one.includes(`{${word}}`)))
          miss(
            `suite ${suite.name} uses {${word}}, and nobody says what it is`,
            `Give it with --${word} (input ${word}).`,
          )
      if (tag === '' && usesTagOf(suite))
        miss(
          `suite ${suite.name} uses {tag}, and a digest is tested`,
          'Write {ref} into its command: that is the digest.',
        )
    }
  if (problems.size > 0) throw new UserError([...problems.values()])
}
