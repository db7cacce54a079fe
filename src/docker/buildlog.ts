import { TextDecoder } from 'node:util'
import { causeOf } from './cause.js'
import { engineMessage, goneRemedy } from './gone.js'
import type { Trace, Vertex } from './trace.js'
import { lastState, plain } from '../shared/text.js'

/** A step of the Dockerfile as the build went through it. */
export interface BuildStep {
  readonly name: string
  readonly cached: boolean
  /** Undefined for a step that did not run. */
  readonly ms: number | undefined
}

/** What a build left behind when it failed: the step, its exit status, its last lines. */
export interface BuildFailure {
  readonly message: string
  readonly evidence: readonly string[]
  readonly remedy: string | undefined
}

interface State {
  readonly number: number
  vertex: Vertex
  announced: boolean
  ended: boolean
  /** Rest of a line, and bytes of a character that is not complete, by stream. */
  readonly rest: { stdout: string; stderr: string }
  readonly decoders: { stdout: TextDecoder; stderr: TextDecoder }
  readonly tail: string[]
}

const TAIL = 30

/** Turns BuildKit's trace into a log to read, in the form of `docker build --progress=plain`; keeps what explains a failure. */
export class BuildLog {
  private readonly states = new Map<string, State>()

  /** The lines that a piece of the trace adds. */
  add(trace: Trace): string[] {
    const lines: string[] = []
    for (const vertex of trace.vertexes) this.vertex(vertex, lines)
    for (const log of trace.logs) {
      const state = this.states.get(log.vertex)
      if (state === undefined) continue
      this.announce(state, lines)
      const text = state.rest[log.stream] + state.decoders[log.stream].decode(log.data, { stream: true })
      const parts = text.split('\n')
      state.rest[log.stream] = parts.pop() ?? ''
      const seconds = ((log.at - (state.vertex.started ?? log.at)) / 1000).toFixed(3)
      for (const part of parts) this.output(state, part, seconds, lines)
    }
    for (const warning of trace.warnings) lines.push(`warning: ${warning.text}`)
    // A step may end in the same piece that brings its last output: its end comes after it.
    for (const state of this.states.values()) this.finish(state, lines)
    return lines
  }

  /** The steps of the Dockerfile with their times, in the order they began. */
  steps(): BuildStep[] {
    return [...this.states.values()]
      .filter(({ vertex }) => /^\[(?!internal|auth)/.test(vertex.name))
      .map(({ vertex }) => ({
        name: vertex.name,
        cached: vertex.cached,
        ms:
          vertex.started === undefined || vertex.completed === undefined
            ? undefined
            : vertex.completed - vertex.started,
      }))
  }

  /** What failed, given the engine's own message. */
  failure(raw: string): BuildFailure {
    const said = engineMessage(causeOf(raw))
    const broken = [...this.states.values()].filter(
      ({ vertex }) => vertex.error !== '' && !/context canceled|canceled/i.test(vertex.error),
    )
    // Steps may fail without failing the build (a base that is looked up in vain and then found in the engine), so the
    // engine's own message says which one it was.
    const failed =
      broken.find(({ vertex }) => said.includes(vertex.error) || vertex.error.includes(said)) ??
      (broken.length === 1 || /exit code: \d+/.test(said) ? broken[0] : undefined)
    const status = /exit code: (\d+)/.exec(said)?.[1]
    const step = failed === undefined ? undefined : plain(failed.vertex.name)
    const message =
      step === undefined
        ? plain(said)
        : status === undefined
          ? `${step}: ${plain(failed?.vertex.error ?? said)}`
          : `${step} ended with exit status ${status}`
    const tail = failed?.tail ?? []
    return { message, evidence: tail.slice(-12), remedy: buildRemedy(said) ?? clippedRemedy(tail) }
  }

  private vertex(vertex: Vertex, lines: string[]): void {
    const known = this.states.get(vertex.digest)
    const state: State = known ?? {
      number: this.states.size + 1,
      vertex,
      announced: false,
      ended: false,
      rest: { stdout: '', stderr: '' },
      decoders: { stdout: new TextDecoder(), stderr: new TextDecoder() },
      tail: [],
    }
    state.vertex = {
      ...vertex,
      started: vertex.started ?? state.vertex.started,
      error: vertex.error || state.vertex.error,
    }
    this.states.set(vertex.digest, state)
    if (vertex.started !== undefined || vertex.cached) this.announce(state, lines)
  }

  private announce(state: State, lines: string[]): void {
    if (state.announced) return
    state.announced = true
    lines.push(`#${state.number} ${plain(state.vertex.name)}`)
  }

  private finish(state: State, lines: string[]): void {
    const { vertex } = state
    if (state.ended || !state.announced || (vertex.completed === undefined && vertex.error === '')) return
    state.ended = true
    for (const stream of ['stdout', 'stderr'] as const) {
      if (state.rest[stream] !== '') this.output(state, state.rest[stream], '', lines)
      state.rest[stream] = ''
    }
    if (vertex.error !== '') lines.push(`#${state.number} ERROR: ${plain(vertex.error)}`)
    else if (vertex.cached) lines.push(`#${state.number} CACHED`)
    else
      lines.push(
        `#${state.number} DONE ${(((vertex.completed ?? 0) - (vertex.started ?? vertex.completed ?? 0)) / 1000).toFixed(1)}s`,
      )
  }

  private output(state: State, raw: string, seconds: string, lines: string[]): void {
    const line = lastState(raw)
    state.tail.push(line)
    if (state.tail.length > TAIL) state.tail.shift()
    lines.push(`#${state.number}${seconds === '' ? '' : ` ${seconds}`} ${line}`)
  }
}

/** BuildKit cuts the output of a step at a size and a rate; what explains the failure may be what it cut. */
function clippedRemedy(tail: readonly string[]): string | undefined {
  return tail.some((line) => line.includes('[output clipped, log limit'))
    ? 'The engine cut the output of this step, so its last lines are missing: print less, or raise BUILDKIT_STEP_LOG_MAX_SIZE and BUILDKIT_STEP_LOG_MAX_SPEED of the engine.'
    : undefined
}

function buildRemedy(message: string): string | undefined {
  const gone = goneRemedy(message)
  if (gone !== undefined) return gone
  if (/no space left on device/i.test(message))
    return 'The disk of the engine is full: make room ("docker system df" tells what fills it) and run again; what was built is kept.'
  if (
    /failed to (compute|calculate|walk)|cannot replace to directory/i.test(message) &&
    /not found|no such file/i.test(message)
  )
    return 'COPY or ADD names what the context does not have: is it there, and does .dockerignore let it through?'
  if (/pull access denied|not found: does not exist|manifest unknown|: not found$/i.test(message))
    return 'A base image cannot be pulled: check the name in FROM, and "docker login" if it is private.'
  if (/failed to resolve|no such host|i\/o timeout|connection refused|failed to do request/i.test(message))
    return 'A base image cannot be looked up: does its registry answer from the engine?'
  if (/unknown instruction|dockerfile parse error/i.test(message))
    return 'The Dockerfile cannot be read by this engine; older engines lack heredocs and COPY --link.'
  return undefined
}
