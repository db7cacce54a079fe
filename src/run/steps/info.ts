import type { InfoFacts } from '../../contents/facts.js'
import { platformManifest } from '../../registry/described.js'
import { readFacts } from '../../registry/facts.js'
import { BRIEF } from '../../registry/http.js'
import type { Info } from '../../stack/model.js'
import type { PlannedImage } from '../../stack/plan.js'
import { placeOfFacts } from '../facts.js'
import { runInfos } from '../infos.js'
import type { RunState } from '../state.js'

/**
 * Runs the info commands of an image in one throw-away container and keeps what they print. One that fails is told and
 * fails nothing. What its registry has of this very image is taken from there.
 */
export async function info(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { engine, stack, timeouts } = state.request
  const commands = image.infos.flatMap((name) => stack.infos.get(name) ?? [])
  const stored = await storedInfos(state, image, commands)
  if (stored !== undefined) {
    keep(state, image, stored)
    return
  }
  if (commands.length === 0) {
    keep(state, image, [])
    return
  }
  const infos = await runInfos(engine, {
    ...{ image: await state.imageId(image, 'info', signal), platform: image.platform, commands },
    ...{ timeoutMs: timeouts.infoMs, signal, veiled: (line) => state.veiled(line) },
  })
  for (const { name, status } of infos)
    if (status !== 0) state.notice(`${image.id}: info command ${name} ended with exit status ${status}`)
  keep(state, image, infos)
}

function keep(state: RunState, image: PlannedImage, infos: readonly InfoFacts[]): void {
  state.resultOf(image).infos = infos.map(({ name, status }) => ({ name, outcome: status === 0 ? 'passed' : 'failed' }))
  state.learn(image, { infos })
}

/** What is known of an image that was not built here, where it has all of these commands. */
async function storedInfos(
  state: RunState,
  image: PlannedImage,
  commands: readonly Info[],
): Promise<readonly InfoFacts[] | undefined> {
  const { registry } = state.request
  const place = state.does(image, 'build') ? undefined : placeOfFacts(state, image)
  if (place === undefined) return undefined
  try {
    const { repository, digest } = place
    const manifest = await platformManifest(registry, repository, digest, image.platform, { patience: BRIEF })
    const stored =
      manifest === undefined ? undefined : await readFacts(registry, repository, manifest.digest, { patience: BRIEF })
    if (stored === undefined) return undefined
    const isSame = stored.infos.length === commands.length && commands.every((one, at) => isOf(stored.infos[at], one))
    if (!isSame) return undefined
    state.learn(image, { stored })
    return stored.infos
  } catch {
    return undefined // They are run: that is slower, and no less true.
  }
}

function isOf(known: InfoFacts | undefined, { name, command, description }: Info): boolean {
  return (
    known?.name === name &&
    known.description === description &&
    JSON.stringify(known.command) === JSON.stringify(command)
  )
}
