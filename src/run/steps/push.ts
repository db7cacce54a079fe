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
  const result = state.resultOf(image)
  const there = new Set(result.candidates.map(({ ref }) => ref))
  result.candidates.push(...image.found.filter(({ ref }) => !there.has(ref)))
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
export async function recordTested(state: RunState, image: PlannedImage, result: ImageResult): Promise<void> {
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

/**
 * `push` on its own must not publish what an earlier `test` found broken, nor what is built on it; nor another build than
 * the one that was tested.
 */
export async function checkTested(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { engine, publish, settled } = state.request
  const result = state.resultOf(image)
  const [known] = image.found
  const { testedImageId } = result
  if (known === undefined) {
    if (testedImageId !== (await state.imageId(image, 'push', signal))) result.suites = []
  } else {
    const made = settled.get(image.id)?.candidates ?? []
    if (made.length > 0 && !made.some(({ digest }) => digest === known.digest))
      throw new WorkError(`${known.ref} names another build (${known.digest}) than the one that other jobs worked on`, {
        remedy: 'Does another run build the same content? Run again when it has ended.',
      })
    const local = testedImageId === undefined ? undefined : await engine.inspect(testedImageId)
    if (local !== undefined && !local.repoDigests.some((digest) => digest.endsWith(`@${known.digest}`)))
      result.suites = []
  }
  // Those that need the pushed image run again, right after the push.
  const local = new Set(
    image.suites.filter((suite) => !suite.pushed && suite.off === undefined).map(({ name }) => name),
  )
  if (!isTested(result))
    result.suites = result.suites.filter(({ name, outcome }) => local.has(name) || outcome === 'off')
  const failed = result.suites.filter((suite) => suite.outcome === 'failed')
  if (failed.length > 0)
    throw new WorkError(`its suites failed: ${failed.map((suite) => suite.name).join(', ')}`, {
      remedy: 'Mend them and run "build" and "test" again.',
    })
  const passed = new Set(result.suites.filter((suite) => suite.outcome === 'passed').map(({ name }) => name))
  const isKnown = isTested(result) || (local.size < result.expected.length && local.size === 0)
  if (isKnown || (local.size > 0 && [...local].every((name) => passed.has(name))) || publish === 'none') return
  if (known !== undefined || settled.size > 0)
    throw new WorkError('nobody says that its suites have passed on this very image', {
      remedy: 'Run "test", with --share where it runs in another job, and give its results with --earlier.',
    })
  state.notice(`${result.id} is pushed untested: the output folder has no results of "test" for this very image`)
}
