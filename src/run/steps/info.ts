import type { InfoFacts } from '../../contents/facts.js'
import type { Inside } from '../../docker/inside.js'
import { platformManifest } from '../../registry/described.js'
import { readFacts } from '../../registry/facts.js'
import { BRIEF } from '../../registry/http.js'
import { counted, durationText, sizeText } from '../../shared/text.js'
import type { Info } from '../../stack/model.js'
import type { PlannedImage } from '../../stack/plan.js'
import { placeOfFacts } from '../facts.js'
import type { RunState } from '../state.js'
import { LineSplitter } from '../suites/lines.js'

/** More than any package list has; a command that never stops printing must not fill our memory. */
const MOST_BYTES = 2_000_000
const MOST_LINES = 50_000
/** Exit status that timeout(1) has for what took too long. */
const TIMED_OUT = 124

/**
 * Runs the info commands of an image in one throw-away container and keeps what they print. One that fails is told and
 * fails nothing. What its registry has of this very image is taken from there.
 */
export async function info(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { engine, stack, timeouts } = state.request
  const commands = image.infos.flatMap((name) => stack.infos.get(name) ?? [])
  const stored = await storedInfos(state, image, commands)
  if (stored !== undefined) return keep(state, image, stored)
  if (commands.length === 0) return keep(state, image, [])
  const id = await state.imageId(image, 'info', signal)
  const platform = image.platform === engine.platform ? {} : { platform: image.platform }
  const inside = await engine.inside({
    ...{ image: id, ...platform, lifetimeMs: timeouts.infoMs * commands.length },
    signal,
  })
  const infos: InfoFacts[] = []
  try {
    for (const command of commands)
      infos.push(
        inside === undefined
          ? await alone(state, { image: id, ...platform }, command, signal)
          : await within(state, inside, command),
      )
  } finally {
    await inside?.close()
  }
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

async function within(state: RunState, inside: Inside, command: Info): Promise<InfoFacts> {
  const { timeoutMs, output, text } = listening(state)
  const { status, ended } = await inside.run({
    ...{ command: command.command, timeoutMs, mostBytes: MOST_BYTES },
    onOutput: (stream, data) => output.push(stream, data),
  })
  return factsOfInfo(command, status, text(ended))
}

/** In a container of its own, where an image cannot hold one open. */
async function alone(
  state: RunState,
  image: { readonly image: string; readonly platform?: string },
  command: Info,
  signal: AbortSignal,
): Promise<InfoFacts> {
  const { timeoutMs, output, text } = listening(state)
  const { status, timedOut } = await state.request.engine.run({
    ...image,
    ...{ command: command.command, env: {}, files: [], network: false, timeoutMs, signal },
    onOutput: (stream, data) => output.push(stream, data),
  })
  return factsOfInfo(command, timedOut ? TIMED_OUT : status, text(timedOut ? 'time' : undefined))
}

function factsOfInfo({ name, description, command }: Info, status: number, output: string): InfoFacts {
  return { name, description, command, status, output }
}

interface Listening {
  readonly timeoutMs: number
  readonly output: LineSplitter
  /** All that was said, and why no more. */
  readonly text: (ended: 'time' | 'output' | undefined) => string
}

function listening(state: RunState): Listening {
  const timeoutMs = state.request.timeouts.infoMs
  const lines: string[] = []
  let left = 0
  const output = new LineSplitter((line) => {
    if (lines.length < MOST_LINES) lines.push(state.veiled(line))
    else left++
  })
  return {
    ...{ timeoutMs, output },
    text: (ended) => {
      output.end()
      if (left > 0) lines.push(`… ${counted(left, 'more line')}`)
      if (ended === 'time') lines.push(`… ended after ${durationText(timeoutMs)}`)
      if (ended === 'output') lines.push(`… ended: it writes more than ${sizeText(MOST_BYTES)}`)
      return lines.join('\n')
    },
  }
}
