import { resolveSources, type Source } from '../run/moves.js'
import { someOf } from '../report/tests.js'
import { UserError, userError } from '../shared/errors.js'
import { nearest } from '../shared/nearest.js'
import { commandWords } from '../stack/command-words.js'
import { GPU_TEST, wantsGpu } from '../stack/gpu-suites.js'
import type { DeclaredSuite, Image, Stack } from '../stack/model.js'
import { proofOf } from '../stack/proof.js'
import { safeName } from '../stack/refs.js'
import { NO_SETTINGS, type PlannedSuite } from '../stack/suites.js'
import { namesToMove, type NamedMove } from './move-names.js'
import type { Ground } from './moving.js'
import type { Inputs } from './inputs.js'
import { suitesFor } from './suites-asked.js'
import type { RunFacts } from '../stack/stages.js'

/** An image that is tested, and with what. */
export interface GpuTarget {
  /** As plans name it: with its variant where there are several. */
  readonly id: string
  readonly image: Image
  readonly variant: string
  readonly prefix: string
  /** The first of them is what the test runs. */
  readonly sources: readonly [Source, ...Source[]]
  /** '' where a digest was asked for. */
  readonly tag: string
  /** What the names of its files begin with. */
  readonly file: string
  readonly suites: readonly PlannedSuite[]
}

/** What every name is, as digests: of the same image the same digest is tested once. Throws a UserError for what is not there. */
export async function targetsOf(
  inputs: Inputs,
  ground: Pick<Ground, 'stack' | 'bases' | 'registry'>,
  facts: RunFacts,
  signal: AbortSignal,
): Promise<Omit<GpuTarget, 'suites'>[]> {
  const { stack, bases, registry } = ground
  if (inputs.from === '')
    throw userError('it is not said what is tested', {
      remedy: 'Name a tag, a stage or the digest of one image with --from (input `from`).',
    })
  const moves = namesToMove({ stack, from: inputs.from, to: [], facts, bases, toBases: [], images: inputs.images })
  const wanted = moves.map(({ id, source }) => ({ image: id, ref: source }))
  const found = await resolveSources(registry, wanted, signal)
  const targets = new Map<string, Omit<GpuTarget, 'suites'>>()
  for (const [at, move] of moves.entries()) {
    const source = found[at]
    if (source === undefined) continue
    const key = `${move.id} ${source.digest}`
    const known = targets.get(key)
    targets.set(key, known === undefined ? targetOf(move, source) : { ...known, sources: [...known.sources, source] })
  }
  const ids = [...targets.values()].map(({ id }) => id)
  // Two registries may have two images under one name: then their files must differ.
  return [...targets.values()].map((one) =>
    ids.filter((id) => id === one.id).length > 1
      ? { ...one, file: `${one.file}-${one.sources[0].digest.slice('sha256:'.length, 'sha256:'.length + 12)}` }
      : one,
  )
}

function targetOf({ id, image, named, reference }: NamedMove, source: Source): Omit<GpuTarget, 'suites'> {
  return {
    ...{ id, image, variant: named.name, prefix: named.prefix, sources: [source] },
    ...{ tag: reference.includes(':') ? '' : reference, file: safeName(id) },
  }
}

/** The stack with the test that the call brings itself, where it does. */
export function withOwnTest(stack: Stack, { command, images }: Pick<Inputs, 'command' | 'images'>): Stack {
  if (command === '') return stack
  const run = commandWords(command, 'command')
  const proof = proofOf(run, undefined)
  if (proof === undefined)
    throw userError('nothing in the command shows that tests ran: a launcher may end with 0 and have started none', {
      remedy:
        'Let pytest be a word of it, whose closing line is read; or declare a suite in the spec with `on: ssh`, and say its `proof`.',
    })
  if (stack.suites.some(({ name }) => name === GPU_TEST))
    throw userError(`${stack.file} has a suite "${GPU_TEST}", and the call brings one, too`, {
      remedy: 'Leave out the input command, or give the suite of the spec another name.',
    })
  if (images.length === 0)
    throw userError('it is not said which images the command tests', {
      remedy: 'Name them with --images (input `images`): the command runs once for each.',
    })
  const own: DeclaredSuite = {
    ...{ name: GPU_TEST, does: { kind: 'command', run }, images: undefined, files: undefined },
    settings: {
      ...NO_SETTINGS,
      ...{ on: 'ssh', pushed: true, isDefault: false },
      remote: {
        ...{ proof, report: undefined, cleanUp: undefined, retries: 0, retryWaitMs: undefined, retryWhen: [] },
        ...{ host: undefined, jump: undefined, knownHosts: undefined, connectMs: undefined, keepAliveMs: undefined },
      },
    },
    at: { line: 1, column: 1, excerpt: '' },
  }
  return { ...stack, suites: [...stack.suites, own] }
}

/**
 * The suites that run on each: those that are named, else the test that the call brings, else those of the spec that want a
 * GPU. Images that none is for are left out. Throws a UserError where there is none at all.
 */
export async function withSuites(
  targets: readonly Omit<GpuTarget, 'suites'>[],
  ground: Pick<Ground, 'stack' | 'directory' | 'bases'>,
  inputs: Pick<Inputs, 'suites' | 'skipSuites' | 'command' | 'testTimeoutMs'>,
): Promise<GpuTarget[]> {
  const { stack } = ground
  const byDefault = inputs.command !== '' ? [GPU_TEST] : inputs.suites
  const choice = { only: byDefault, skip: inputs.skipSuites }
  const plannedOn = await suitesFor(ground, { choice, defaultTimeoutMs: inputs.testTimeoutMs })
  const isChosen = (suite: PlannedSuite, image: Image): boolean => {
    if (inputs.skipSuites.includes(suite.name) || inputs.skipSuites.includes(suite.group)) return false
    if (byDefault.length > 0) return suite.off === undefined
    if (image.suites !== undefined && ![suite.name, suite.group].some((name) => image.suites?.includes(name)))
      return false
    return wantsGpu({ on: suite.on, gpus: suite.settings.gpus })
  }
  const chosen = targets.map((target): GpuTarget => ({
    ...target,
    suites: plannedOn(target.image)
      .filter((suite) => isChosen(suite, target.image))
      .map((suite) => ({ ...suite, off: undefined })),
  }))
  const tested = chosen.filter(({ suites }) => suites.length > 0)
  if (tested.length === 0) throw noSuites(stack, inputs.suites)
  return tested
}

function noSuites(stack: Stack, named: readonly string[]): UserError {
  const declared = stack.suites.map(({ name }) => name)
  const message =
    named.length > 0
      ? `none of the images has a suite that is called ${named.join(' or ')}`
      : 'there is no suite that wants a GPU, for any of these images'
  const [wrong] = named.filter((name) => !declared.includes(name))
  const meant = wrong === undefined ? undefined : nearest(wrong, [...declared, GPU_TEST])
  if (meant !== undefined) return new UserError([{ message, file: stack.file, remedy: `Did you mean "${meant}"?` }])
  return new UserError([
    {
      message,
      file: stack.file,
      remedy:
        'Declare one under `suites` with `on: ssh` (or `gpus: all`); or give the command itself: --command "launch.sh -i {ref} … pytest /opt/workflow_tests" --images NAME --ssh-host user@host (inputs command, images, ssh-host).',
    },
  ])
}

/** It is told a name, and not what that names. */
export function usesTagOf({ run }: PlannedSuite): boolean {
  return run.some((word) => word.includes('{tag}'))
}

const MAX_NAMES = 10

/** Images that the call names, and that no suite is for; of a whole stack most images want no GPU, which is no news. */
export function untestedNotes(
  asked: readonly Pick<GpuTarget, 'id'>[],
  targets: readonly Pick<GpuTarget, 'id'>[],
  named: readonly string[],
): string[] {
  const tested = new Set(targets.map(({ id }) => id))
  const without = [...new Set(asked.map(({ id }) => id))].filter((id) => !tested.has(id))
  return named.length === 0 || without.length === 0
    ? []
    : [`not tested, because none of the suites is for them: ${someOf(without, MAX_NAMES)}`]
}
