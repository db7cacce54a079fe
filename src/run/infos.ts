import type { InfoFacts } from '../contents/facts.js'
import type { Engine } from '../docker/engine.js'
import type { Inside } from '../docker/inside.js'
import { counted, durationText, sizeText } from '../shared/text.js'
import type { Info } from '../stack/model.js'
import { LineSplitter } from './suites/lines.js'

/** More than any package list has; a command that never stops printing must not fill our memory. */
const MOST_BYTES = 2_000_000
const MOST_LINES = 50_000
/** Exit status that timeout(1) has for what took too long. */
const TIMED_OUT = 124

export interface InfosRequest {
  /** Id in the engine. */
  readonly image: string
  readonly platform: string
  readonly commands: readonly Info[]
  /** Of each command. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Hides what is secret in a line. */
  readonly veiled?: (line: string) => string
}

/** Runs info commands in one throw-away container, without a network; what fails of them says so in its status. */
export async function runInfos(
  engine: Pick<Engine, 'inside' | 'run' | 'platform'>,
  request: InfosRequest,
): Promise<InfoFacts[]> {
  const { image, platform: wanted, commands, timeoutMs, signal } = request
  if (commands.length === 0) return []
  const platform = wanted === engine.platform ? {} : { platform: wanted }
  const inside = await engine.inside({ image, ...platform, lifetimeMs: timeoutMs * commands.length, signal })
  const infos: InfoFacts[] = []
  try {
    for (const command of commands) {
      const run = inside === undefined ? alone(engine, { ...platform, ...request }) : within(inside, request)
      infos.push(await run(command))
    }
  } finally {
    await inside?.close()
  }
  return infos
}

function within(inside: Inside, request: InfosRequest): (command: Info) => Promise<InfoFacts> {
  return async (command) => {
    const { output, text } = listening(request)
    const { status, ended } = await inside.run({
      ...{ command: command.command, timeoutMs: request.timeoutMs, mostBytes: MOST_BYTES },
      onOutput: (stream, data) => output.push(stream, data),
    })
    return factsOfInfo(command, ended === 'time' ? TIMED_OUT : status, text(ended))
  }
}

/** Each in a container of its own, where an image cannot hold one open. */
function alone(engine: Pick<Engine, 'run' | 'platform'>, request: InfosRequest): (command: Info) => Promise<InfoFacts> {
  const { image, platform, timeoutMs, signal } = request
  return async (command) => {
    const { output, text } = listening(request)
    const { status, timedOut } = await engine.run({
      ...{ image, ...(platform === engine.platform ? {} : { platform }) },
      ...{ command: command.command, env: {}, files: [], network: false, timeoutMs, signal },
      onOutput: (stream, data) => output.push(stream, data),
    })
    return factsOfInfo(command, timedOut ? TIMED_OUT : status, text(timedOut ? 'time' : undefined))
  }
}

function factsOfInfo({ name, description, command }: Info, status: number, output: string): InfoFacts {
  return { name, description, command, status, output }
}

interface Listening {
  readonly output: LineSplitter
  /** All that was said, and why no more. */
  readonly text: (ended: 'time' | 'output' | undefined) => string
}

function listening({ timeoutMs, veiled = (line) => line }: InfosRequest): Listening {
  const lines: string[] = []
  let left = 0
  const output = new LineSplitter((line) => {
    if (lines.length < MOST_LINES) lines.push(veiled(line))
    else left++
  })
  return {
    output,
    text: (ended) => {
      output.end()
      if (left > 0) lines.push(`… ${counted(left, 'more line')}`)
      if (ended === 'time') lines.push(`… ended after ${durationText(timeoutMs)}`)
      if (ended === 'output') lines.push(`… ended: it writes more than ${sizeText(MOST_BYTES)}`)
      return lines.join('\n')
    },
  }
}
