import { dirname, resolve } from 'node:path'
import { diffFacts } from '../contents/compare.js'
import { connectEngine, type Engine } from '../docker/engine.js'
import { registryClient } from '../registry/client.js'
import { dockerCredentials } from '../registry/credentials.js'
import type { DiffResult } from '../report/diff.js'
import { UserError, userError } from '../shared/errors.js'
import type { Stack } from '../stack/model.js'
import { loadSpec } from '../stack/spec/load.js'
import { readSide, bareSide, type Asking, type Side } from './diff-side.js'
import { placeOfText } from './diff-names.js'
import { readHappening, type PlanEnv } from './happening.js'
import type { Inputs } from './inputs.js'
import { membersOf, type Member } from './move-names.js'
import { baseDirectory, foldersOf } from './planning.js'
import { registryBases } from './registries.js'
import { readSpec } from './sources.js'
import { factsOf } from './tag.js'

export interface DiffCommandRequest {
  readonly inputs: Inputs
  readonly env: PlanEnv & Readonly<Record<string, string | undefined>>
  /** Directory that relative paths start from. */
  readonly cwd: string
  /** Image, and one or two of its tags, stages, digests or refs. */
  readonly operands: readonly string[]
  readonly notice: (text: string) => void
  readonly signal: AbortSignal
}

/**
 * What differs between two images, as those who built them wrote it down beside them: nothing is pulled unless that is
 * asked for. Throws a UserError for an image, tag or stage that is not there.
 */
export async function diffCommand(request: DiffCommandRequest): Promise<DiffResult> {
  const { inputs, env, operands, notice, signal } = request
  const [name = '', from = '', to = ''] = operands
  if (from === '')
    throw userError(`it is not said what ${name} is compared with`, {
      remedy: 'Name a tag, a stage or a digest: stack-action diff IMAGE A [B].',
    })
  if (inputs.platforms.length > 1)
    throw userError('images are compared for one platform at a time', { remedy: 'Name one with --platforms.' })
  const base = baseDirectory(request)
  const specPath = resolve(base, inputs.spec)
  const stack = loadSpec(await readSpec(specPath, inputs.spec), inputs.spec)
  const [{ event }, engine] = await Promise.all([readHappening(request), engineIfAny(request)])
  const member = memberOf(stack, name)
  const ground = { stack, directory: dirname(specPath), event, folders: foldersOf(resolve(base, inputs.out)) }
  const wanted = to === '' ? (stack.stages[0]?.name ?? '') : to
  const facts = await factsOf({ inputs: { ...inputs, from, to: [wanted] }, env }, ground)
  const credentialsFor = dockerCredentials(env)
  const asking: Asking = {
    ...{ stack, member, engine, credentialsFor, registry: registryClient(credentialsFor), signal, notice },
    ...{ platform: inputs.platforms[0] ?? engine?.platform ?? 'linux/amd64', pull: inputs.pull },
  }
  const bases = registryBases(inputs, stack)
  const places = [from, wanted].map((text) => placeOfText(text, { stack, member, facts, bases }))
  const [before, after] = await Promise.all(places.map((place) => readSide(place, asking)))
  if (before === undefined || after === undefined) throw new Error('a side is missing')
  return told(member, asking, await comparable([before, after], asking))
}

/** What manifests say cannot be compared with what runs wrote down: then that is asked of both. */
async function comparable([before, after]: readonly [Side, Side], asking: Asking): Promise<readonly [Side, Side]> {
  const isBare = (side: Side): boolean => side.from === 'registry'
  if (isBare(before) === isBare(after)) {
    if (isBare(before) && !isSame(before, after)) sayBare([before, after], asking)
    return [before, after]
  }
  sayBare([before, after].filter(isBare), asking)
  const bare = async (side: Side): Promise<Side | undefined> => (isBare(side) ? side : bareSide(side, asking))
  const [one, other] = await Promise.all([bare(before), bare(after)])
  return one === undefined || other === undefined ? [before, after] : [one, other]
}

function sayBare(sides: readonly Side[], { notice, pull }: Asking): void {
  const refs = sides.map(({ ref }) => ref).join(' and ')
  const remedy = pull ? '' : '; --pull runs its info commands'
  notice(`nobody wrote down what is in ${refs}: layers and sizes alone are compared${remedy}`)
}

function isSame(before: Side, after: Side): boolean {
  return before.digest !== null && before.digest === after.digest
}

function told(member: Member, { platform }: Asking, [before, after]: readonly [Side, Side]): DiffResult {
  const side = ({ ref, digest, from }: Side): DiffResult['before'] => ({ ref, digest, from })
  const old = { ...before.facts, ref: before.ref, digest: before.digest }
  return {
    ...{ schema: 1, command: 'diff', outcome: 'passed', image: member.id, platform },
    ...{ before: side(before), after: side(after), same: isSame(before, after) },
    diff: diffFacts(old, after.facts),
  }
}

/** The one image that is meant. */
function memberOf(stack: Stack, name: string): Member {
  const [member, ...others] = membersOf(stack, [name])
  if (member === undefined) throw new Error(`${name} is nowhere`)
  if (others.length > 0)
    throw userError(`${name} is built in several plans`, {
      remedy: `Name one of them: ${[member, ...others].map(({ id }) => id).join(', ')}.`,
    })
  return member
}

/** It says the platform, and has what was not pushed; --pull cannot do without. */
async function engineIfAny({ env, inputs }: DiffCommandRequest): Promise<Engine | undefined> {
  try {
    return await connectEngine(env, 5000)
  } catch (error) {
    if (!(error instanceof UserError) || inputs.pull) throw error
    return undefined
  }
}
