import { dirname, resolve } from 'node:path'
import { connectEngine } from '../docker/engine.js'
import { MoveFiles } from '../output/move-files.js'
import type { Gate } from '../report/moves.js'
import { moveLocally } from '../run/local-moves.js'
import { operationId, type MoveOutcome } from '../run/moves.js'
import { userError } from '../shared/errors.js'
import { loadSpec } from '../stack/spec/load.js'
import { readHappening } from './happening.js'
import { namesToMove, nearStages } from './move-names.js'
import { told, whoMoves, type MoveCommandResult, type MoveRequest } from './moving.js'
import { baseDirectory, foldersOf } from './planning.js'
import { readSpec } from './sources.js'
import { factsOf } from './tag.js'

/**
 * `tag --local`: the names are in the engine, of images that were never pushed, or of a colleague's that were pulled.
 * Nobody's journal says what has passed on them: gates are said, and not held. Throws a UserError before anything moved.
 */
export async function tagLocally(request: MoveRequest): Promise<MoveCommandResult> {
  const { inputs, env, now } = request
  if (inputs.registries.length + inputs.toRegistries.length > 0)
    throw userError('names in the engine are those of the spec: no registry has anything to do with them', {
      remedy: 'Leave out --local, or --registries and --to-registries.',
    })
  if (inputs.require.length > 0)
    throw userError('what has passed on images is known to registries, and --local asks none', {
      remedy: 'Leave out --local, or --require.',
    })
  const at = now()
  const base = baseDirectory(request)
  const specPath = resolve(base, inputs.spec)
  const stack = loadSpec(await readSpec(specPath, inputs.spec), inputs.spec)
  const folders = foldersOf(resolve(base, inputs.out))
  const { event } = await readHappening(request)
  const facts = await factsOf(request, { stack, directory: dirname(specPath), event, folders })
  const to = [...new Set(inputs.to)]
  const moves = namesToMove({ stack, from: inputs.from, to, facts, bases: [], toBases: [], images: inputs.images })
  const wanted = moves.flatMap(({ id, source, targets }) => targets.map(({ ref }) => ({ image: id, source, ref })))
  const gates = moves.flatMap(({ id, targets }) =>
    [...new Set(targets.flatMap(({ stage }) => stage ?? []))]
      .filter(({ suites }) => suites.length > 0)
      .map(({ name, suites }): Gate => ({ image: id, stage: name, suites, missing: suites })),
  )
  const engine = await connectEngine(env)
  const files = new MoveFiles(folders.artifacts)
  request.begin()
  const { moved, failure } = await moveLocally(engine, wanted, { now, dryRun: inputs.dryRun, record: files.journal })
  const image = wanted.find(({ ref }) => ref === failure?.ref)?.image ?? ''
  const outcome: MoveOutcome = {
    moved,
    failure: failure === undefined ? undefined : { image, ref: failure.ref, error: failure.error },
    left: failure?.left ?? [],
    notices: [],
  }
  return told(
    request,
    { folders, who: whoMoves(env) },
    wanted.map(({ source, ref }) => ({ from: source, ref })),
    {
      ...{ command: 'tag', begunAt: at, from: inputs.from, to, gates, skippedGates: gates.length > 0, undoable: [] },
      notices: ['the names are in the engine alone', ...nearStages(to, stack)],
    },
    { operation: operationId(at), outcome, copied: { sent: 0, bytes: 0, mounted: 0 }, files },
  )
}
