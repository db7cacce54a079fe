import { messageOf, WorkError } from '../../shared/errors.js'
import type { PlannedImage } from '../../stack/plan.js'
import { DEFAULT_HOST, parseRepository, splitRef } from '../../stack/refs.js'
import { isTested, type ImageResult, type PublishedRef } from '../results.js'
import type { RunState } from '../state.js'

/**
 * Pushes the image under its fingerprint: all layers are in the registries before any name moves. It leaves the engine
 * once; other registries get what the first one has, so that it has one digest everywhere.
 */
export async function push(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { steps } = state.request
  const result = state.resultOf(image)
  const there = new Set(result.candidates.map(({ ref }) => ref))
  result.candidates.push(...image.found.filter(({ ref }) => !there.has(ref)))
  if (!steps.has('test') && image.test) {
    const imageId = result.candidates.length > 0 ? undefined : await state.imageId(image, 'push', signal)
    checkTested(state, result, imageId ?? result.testedImageId)
  }
  for (const ref of image.candidates) {
    if (result.candidates.some((one) => one.ref === ref)) continue
    const [first] = result.candidates
    const digest =
      first === undefined
        ? await pushFromEngine(state, image, ref, signal)
        : await copyTo(state, image, first, ref, signal)
    result.candidates.push({ ref, digest })
    state.line(image, 'push', `${ref} is ${digest}`)
  }
  if (isTested(result)) await recordTested(state, image, result)
}

async function pushFromEngine(state: RunState, image: PlannedImage, ref: string, signal: AbortSignal): Promise<string> {
  const { engine, credentialsFor } = state.request
  const imageId = await state.imageId(image, 'push', signal)
  await engine.tag(imageId, ref)
  const { repository } = splitRef(ref)
  const login = await credentialsFor(parseRepository(repository)?.host ?? DEFAULT_HOST)
  state.line(image, 'push', `pushing ${ref}`)
  const digest = await engine.push(ref, login, (text) => state.line(image, 'push', text), signal)
  // The engine pushes by name: another run on it may have given the name to an image of its own meanwhile.
  const digests = (await engine.inspect(imageId))?.repoDigests ?? []
  if (!digests.some((known) => known.endsWith(`@${digest}`)))
    throw new WorkError(`${ref} was pushed with another image of this engine (${digest})`, {
      remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
    })
  return digest
}

async function copyTo(
  state: RunState,
  image: PlannedImage,
  from: PublishedRef,
  ref: string,
  signal: AbortSignal,
): Promise<string> {
  const { registry } = state.request
  const source = splitRef(from.ref).repository
  const { repository, tag } = splitRef(ref)
  state.line(image, 'push', `copying ${source}@${from.digest} to ${ref}`)
  const manifest = await registry.copy(
    { repository: source, digest: from.digest },
    { repository },
    {
      signal,
      onBlob: (digest, how) => {
        if (how !== 'there') state.line(image, 'push', `${digest.slice(7, 19)}: ${how}`)
      },
    },
  )
  await registry.put(repository, tag, manifest)
  return manifest.digest
}

/** Says in the registries that this content has passed these suites. Later runs save work by it; this one does not depend on it. */
async function recordTested(state: RunState, image: PlannedImage, result: ImageResult): Promise<void> {
  if (image.action === 'reuse' && !image.test && image.found.length === image.candidates.length) return
  const { registry } = state.request
  for (const ref of image.tested) {
    const { repository, tag } = splitRef(ref)
    const digest = result.candidates.find((one) => splitRef(one.ref).repository === repository)?.digest
    try {
      const manifest = digest === undefined ? undefined : await registry.manifest(repository, digest)
      if (manifest === undefined) throw new WorkError(`${repository} does not have what was pushed there`)
      await registry.put(repository, tag, manifest)
    } catch (error) {
      state.notice(
        `${image.id}: the next run will test it again, because ${ref} could not be written: ${messageOf(error)}`,
      )
    }
  }
}

/** `push` on its own must not publish what an earlier `test` found broken. */
function checkTested(state: RunState, result: ImageResult, imageId: string | undefined): void {
  if (result.testedImageId !== imageId) result.suites = []
  const failed = result.suites.filter((suite) => suite.outcome === 'failed')
  if (failed.length > 0)
    throw new WorkError(`its suites failed: ${failed.map((suite) => suite.name).join(', ')}`, {
      remedy: 'Mend them and run "build" and "test" again.',
    })
  // Candidates are for others to test.
  if (!isTested(result) && state.request.publish !== 'none')
    state.notice(`${result.id} is pushed untested: the output folder has no results of "test" for this very image`)
}
