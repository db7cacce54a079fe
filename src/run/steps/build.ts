import type { BuildRequest } from '../../docker/builder.js'
import { layersOf as layersFrom } from '../../contents/layers.js'
import { BuildLog } from '../../docker/buildlog.js'
import { messageOf, WorkError } from '../../shared/errors.js'
import { layersKey } from '../../stack/fingerprint.js'
import type { PlannedImage } from '../../stack/plan.js'
import { splitRef } from '../../stack/refs.js'
import { buildContext, labelsOf } from '../context.js'
import type { RunState } from '../state.js'

/** Builds an image; a builder whose images stay with it pushes it as its candidate, too. */
export async function build(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { engine, builder, stack, stackDir, options, credentialsFor, emit, now, space } = state.request
  const began = now().getTime()
  let log = new BuildLog()
  const spec = state.specOf(image)
  try {
    await space.check()
    const context = await buildContext(stackDir, image, {
      rules: stack.changeRules,
      platform: image.platform,
      replace: (ref) => inRegistry(state, image, ref),
    })
    const expand = (text: string): string => expandCache(text, image)
    const request: BuildRequest = {
      context,
      platform: image.platform,
      tags: builder.keeps === 'engine' ? image.localRefs : image.candidates.slice(0, 1),
      buildArgs: image.buildArgs,
      labels: labelsOf(image, await parentBuilds(state, image, signal), state.request.origin, context.dockerfile.text),
      noCache: options.noCache,
      cacheFrom: options.cacheFrom.map(expand),
      cacheTo: options.cacheTo.map(expand),
      secrets: (spec?.secrets ?? []).flatMap((id) => {
        const value = options.secrets.get(id)
        return value === undefined ? [] : [{ id, value }]
      }),
      ssh: spec?.ssh ?? false,
      provenance: options.provenance,
      sbom: options.sbom,
      credentialsFor,
      signal,
      onTrace: (trace) => {
        for (const text of log.add(trace)) state.line(image, 'build', text)
      },
    }
    const built = await untilNamed(
      () => builder.build(request),
      () => {
        log = new BuildLog()
        state.line(image, 'build', 'another build gave the same name at the same moment; once more, from the cache')
      },
    )
    const ms = now().getTime() - began
    const result = state.resultOf(image)
    const { imageId, digest } = built
    if (imageId === undefined) {
      const [ref] = image.candidates
      if (ref === undefined || digest === undefined) throw new WorkError('the builder does not say what it built')
      result.candidates.push({ ref, digest })
      result.build = { outcome: 'passed', ms }
      emit({ type: 'built', image: image.id, layers: [] })
      return
    }
    const local = await engine.inspect(imageId)
    if (local === undefined) throw new WorkError(`the engine built ${imageId} and does not have it`)
    result.build = { outcome: 'passed', ms, imageId: local.id, size: local.size }
    const layers = layersFrom(await engine.history(imageId), log.steps())
    state.learn(image, { local, layers })
    emit({ type: 'built', image: image.id, layers })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof WorkError && error.remedy !== undefined) throw error
    const { message, evidence, remedy } = log.failure(messageOf(error))
    state.line(image, 'build', `ERROR: ${message}`)
    throw new WorkError(message, { evidence, cause: error, ...(remedy === undefined ? {} : { remedy }) })
  }
}

/**
 * With the containerd store, of two builds that give one name in the same instant one fails, although either could have
 * it: seen with engine 28.5 and three runs of one stack side by side.
 */
const RACED = /image "[^"]*": already exists/
const RACES = 4

async function untilNamed<T>(work: () => Promise<T>, again: () => void): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === RACES || !(error instanceof WorkError) || !RACED.test(error.message)) throw error
      again()
    }
  }
}

/** A builder elsewhere does not see the engine's images: parents are given to it as the registry has them. */
function inRegistry(state: RunState, image: PlannedImage, ref: string): string | undefined {
  if (state.request.builder.keeps === 'engine') return undefined
  const parent = state.parentsOf(image).find((one) => one.localRefs[0] === (image.rewrites[ref] ?? ref))
  const known = parent === undefined ? undefined : state.inRegistry(parent)
  return known === undefined ? undefined : `${splitRef(known.ref).repository}@${known.digest}`
}

/** Which builds of its parents an image is built on. */
async function parentBuilds(
  state: RunState,
  image: PlannedImage,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const { engine, registry, builder } = state.request
  const layersOf = async (parent: PlannedImage): Promise<readonly string[]> => {
    if (builder.keeps === 'engine')
      return (await engine.inspect(await state.imageId(parent, 'build', signal)))?.layers ?? []
    const known = state.inRegistry(parent)
    if (known === undefined) return []
    const { repository } = splitRef(known.ref)
    return (await registry.config(repository, known.digest, parent.platform))?.layers ?? []
  }
  return Object.fromEntries(
    await Promise.all(
      state
        .parentsOf(image)
        .map(async (parent): Promise<[string, string]> => [parent.name, layersKey(await layersOf(parent))]),
    ),
  )
}

/** A cache is an image's own: two that write to one place would take it from each other. */
export function expandCache(text: string, image: PlannedImage): string {
  const values: Readonly<Record<string, string>> = {
    image: image.name,
    variant: image.variant,
    platform: image.platform.replaceAll('/', '-'),
    repository: splitRef(image.candidates[0] ?? image.ref).repository,
  }
  return text.replace(
    /\{(\w+)\}/g,
    (written, name: string) => (Object.hasOwn(values, name) ? values[name] : written) ?? written,
  )
}
