import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalRecord } from '../registry/journal.js'
import type { Gate } from '../report/moves.js'
import type { StageRef, StageResult } from '../report/release.js'
import { WorkError } from '../shared/errors.js'
import type { Image, Stack } from '../stack/model.js'
import { splitRef } from '../stack/refs.js'
import { stageStack, type Stage } from '../stack/stages.js'
import { checkGates, journals } from './gates.js'
import type { Member } from './move-names.js'
import type { CommandResult } from './pipeline.js'
import type { Planned } from './planning.js'
import { plannedDigest } from './release-rules.js'
import type { Derive, Held, Holding, ReleaseState } from './release-state.js'

/** What a run left at its stage. */
export function holdingOf(state: ReleaseState, { results, plan }: CommandResult): Holding {
  const holding = new Map<string, Map<string, Held>>()
  const keep = (id: string, held: Held): void => {
    const [member = id] = id.split('/')
    const own = holding.get(member) ?? new Map<string, Held>()
    if (!own.has(held.repository)) own.set(held.repository, held)
    holding.set(member, own)
  }
  for (const { id, published, build } of results?.images ?? []) {
    for (const { ref, digest } of published) keep(id, { repository: splitRef(ref).repository, digest, ref })
    if (state.inputs.push || build?.imageId === undefined) continue
    const names = plan.images.find((image) => image.id === id)?.localRefs ?? []
    // In an engine a name is of one platform; the others have none but their fingerprints.
    const ref = names[1]
    if (ref !== undefined) keep(id, { repository: splitRef(ref).repository, digest: build.imageId, ref })
  }
  return holding
}

/** What a run says of the stage that it was for. */
export function resultOfRun(
  { inputs }: ReleaseState,
  stage: Stage,
  how: 'run' | 'built',
  { results, folders }: CommandResult,
  holding: Holding,
): StageResult {
  const outcome = results?.outcome === 'running' ? 'failed' : (results?.outcome ?? 'failed')
  const broken = results?.images.find((image) => image.outcome === 'failed')
  const skipped = stage.suites.filter((suite) => inputs.skipSuites.includes(suite))
  const published = (results?.images ?? []).flatMap(({ id, published }) =>
    published.map(({ ref, digest }): StageRef => ({ image: id.split('/')[0] ?? id, ref, new: digest })),
  )
  const local = [...holding].flatMap(([image, places]) =>
    [...places.values()].map(({ ref, digest }): StageRef => ({ image, ref, new: digest })),
  )
  const refs = inputs.push ? [...new Map(published.map((one) => [one.ref, one])).values()] : local
  return {
    ...{ stage: stage.name, how, outcome, refs, gates: [], skipped, gitTags: [], files: folders.artifacts },
    ...(outcome === 'passed' || broken === undefined
      ? {}
      : { message: `${broken.id}: ${broken.message ?? broken.failedStep ?? 'it failed'}` }),
    ...(broken?.remedy === undefined ? {} : { remedy: broken.remedy }),
  }
}

/** How the stack of a built stage comes of the one that the spec describes. */
export function derivation(state: ReleaseState, stage: Stage, holding: Holding): Derive {
  const several = state.sure().naming.stack.variants.length > 1
  const heldBy = (image: Image, variant: string): Held | undefined => {
    const places = holding.get(several ? `${image.name}@${variant}` : image.name)
    return places?.values().next().value
  }
  const { push } = state.inputs
  return (stack, directory) => {
    const made = stageStack(stack, stage, {
      baseOf: (image, variant) => {
        const held = heldBy(image, variant.name)
        if (held === undefined) return undefined
        return push ? `${held.ref}@${held.digest}` : held.ref
      },
      hasFile: (path) => existsSync(join(directory, path)),
    })
    return Promise.resolve(without(made.stack, made.missing))
  }
}

/** Images that the stage below does not have in a variant are not made in it. */
function without(stack: Stack, missing: readonly { readonly image: string; readonly variant: string }[]): Stack {
  if (missing.length === 0) return stack
  const images = new Map<string, Image>()
  for (const [name, image] of stack.images) {
    const skipped = missing.filter((one) => one.image === name).map(({ variant }) => variant)
    const skipVariants = [...new Set([...image.skipVariants, ...skipped])]
    if (stack.variants.some((variant) => !skipVariants.includes(variant.name)))
      images.set(name, { ...image, skipVariants })
  }
  return { ...stack, images, order: stack.order.filter((name) => images.has(name)) }
}

/** Builds a stage on the one below. */
export async function buildStage(state: ReleaseState, stage: Stage, derive: Derive): Promise<CommandResult> {
  const { inputs } = state
  const gates = stage.suites.filter((suite) => !inputs.skipSuites.includes(suite))
  const out = await state.makeFolderOf(stage)
  return state.work('run', {
    inputs: {
      ...inputs,
      ...{ images: [], stage: stage.name, publish: 'all', out },
      ...(gates.length === 0 ? {} : { suites: gates }),
      ...(inputs.push ? {} : { trust: 'none' as const }),
    },
    derive,
    approve: async ({ plan, registry }) => {
      if (!inputs.push) return
      const own = new Set(plan.images.map(({ name }) => name))
      const members = state.sure().members.filter(({ image }) => own.has(image.name))
      await state.checkVersion(stage, members, (member, repository) =>
        plannedDigest(plan, member, repository, registry),
      )
    },
  })
}

/** What became of the gates of a stage. */
export interface Passing {
  readonly outcome: 'passed' | 'failed'
  readonly gates: readonly Gate[]
  /** That have passed just now, by member. */
  readonly suites: ReadonlyMap<string, readonly string[]>
  readonly why: Partial<StageResult>
}

/** Suites that the stage asks for, and that nobody has seen pass on exactly these digests, are run now. */
export async function passGates(
  state: ReleaseState,
  stage: Stage,
  members: readonly Member[],
  holding: Holding,
  derive: Derive | undefined,
): Promise<Passing> {
  const { planned } = state.sure()
  const { inputs, request } = state
  const suites = stage.suites.filter((suite) => !inputs.skipSuites.includes(suite))
  const none = { outcome: 'passed' as const, gates: [], suites: new Map<string, string[]>(), why: {} }
  if (suites.length === 0) return none
  const read = inputs.push ? journals(planned.registry, request.signal) : () => Promise.resolve([])
  const journalOf = async (repository: string): Promise<JournalRecord[]> => [
    ...(await read(repository)),
    ...state.passed,
  ]
  const asked = members.flatMap(({ id, image }) =>
    [...(holding.get(id)?.values() ?? [])].map((held) => ({ id, image, stage: stage.name, suites, ...held })),
  )
  const gates = await checkGates(asked, planned.disk, journalOf)
  const missing = gates.filter((gate) => gate.missing.length > 0)
  if (missing.length === 0) return { ...none, gates }
  const images = [...new Set(missing.map(({ image }) => image))]
  const result = await state.work('test', {
    inputs: {
      ...inputs,
      ...{ images, suites: [...new Set(missing.flatMap((gate) => gate.missing))], skipSuites: [] },
      ...{ trust: inputs.push ? ('builds' as const) : ('none' as const), stage: stage.name },
      out: state.folderOf(stage),
    },
    ...(derive === undefined ? {} : { derive }),
    approve: (again) => {
      checkSame(again, holding)
      return Promise.resolve()
    },
  })
  const tested = resultOfRun(state, stage, 'run', result, holding)
  const passedNow = new Map<string, string[]>()
  for (const { id, suites: ran } of result.results?.images ?? []) {
    const [member = id] = id.split('/')
    const names = ran.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name)
    const known = passedNow.get(member)
    passedNow.set(member, known === undefined ? names : known.filter((name) => names.includes(name)))
  }
  if (tested.outcome === 'passed')
    return { outcome: 'passed', gates: gates.map((gate) => ({ ...gate, missing: [] })), suites: passedNow, why: {} }
  const { message, remedy, files } = tested
  return {
    outcome: 'failed',
    gates,
    suites: passedNow,
    why: {
      outcome: tested.outcome,
      message: message ?? 'suites that the stage asks for have not passed',
      ...(remedy === undefined ? {} : { remedy }),
      ...(files === undefined ? {} : { files }),
    },
  }
}

/** What is tested has to be what was built, whoever else has pushed a build of the same content meanwhile. */
function checkSame({ plan }: Planned, holding: Holding): void {
  for (const { id, index, found } of plan.images) {
    const places = holding.get(id.split('/')[0] ?? id)
    if (index.length > 0 || places === undefined) continue
    const other = found.find(({ ref, digest }) => {
      const held = places.get(splitRef(ref).repository)
      return held !== undefined && held.digest !== digest
    })
    if (other !== undefined)
      throw new WorkError(`${other.ref} is another build by now than the one that is released`, {
        remedy: 'Run again.',
      })
  }
}
