import { fieldsOf, type Field } from './protobuf.js'

/** A step of a build, as BuildKit's StatusResponse has it (api/services/control/control.proto of moby/buildkit). */
export interface Vertex {
  readonly digest: string
  readonly name: string
  readonly cached: boolean
  /** Milliseconds since 1970. */
  readonly started: number | undefined
  readonly completed: number | undefined
  readonly error: string
}

/** Output of a step; a character may be split between two of them. */
export interface VertexLog {
  readonly vertex: string
  readonly stream: 'stdout' | 'stderr'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly data: Buffer
}

export interface VertexWarning {
  readonly vertex: string
  readonly text: string
}

export interface Trace {
  readonly vertexes: readonly Vertex[]
  readonly logs: readonly VertexLog[]
  readonly warnings: readonly VertexWarning[]
}

/** Decodes the `aux` of a `moby.buildkit.trace` line: a base64 StatusResponse. */
export function decodeTrace(aux: string): Trace {
  const vertexes: Vertex[] = []
  const logs: VertexLog[] = []
  const warnings: VertexWarning[] = []
  for (const field of fieldsOf(Buffer.from(aux, 'base64'))) {
    if (field.kind !== 'bytes') continue
    if (field.number === 1) vertexes.push(vertexOf(field.value))
    else if (field.number === 3) logs.push(logOf(field.value))
    else if (field.number === 4) warnings.push(warningOf(field.value))
  }
  return { vertexes, logs, warnings }
}

function vertexOf(message: Buffer): Vertex {
  const vertex = {
    digest: '',
    name: '',
    cached: false,
    started: undefined as number | undefined,
    completed: undefined as number | undefined,
    error: '',
  }
  for (const field of fieldsOf(message)) {
    if (field.number === 1) vertex.digest = text(field)
    else if (field.number === 3) vertex.name = text(field)
    else if (field.number === 4) vertex.cached = field.kind === 'varint' && field.value !== 0n
    else if (field.number === 5) vertex.started = time(field)
    else if (field.number === 6) vertex.completed = time(field)
    else if (field.number === 7) vertex.error = text(field)
  }
  return vertex
}

function logOf(message: Buffer): VertexLog {
  const log = { vertex: '', stream: 'stdout' as 'stdout' | 'stderr', at: 0, data: Buffer.alloc(0) as Buffer }
  for (const field of fieldsOf(message)) {
    if (field.number === 1) log.vertex = text(field)
    else if (field.number === 2) log.at = time(field)
    else if (field.number === 3) log.stream = field.kind === 'varint' && field.value === 2n ? 'stderr' : 'stdout'
    else if (field.number === 4 && field.kind === 'bytes') log.data = field.value
  }
  return log
}

function warningOf(message: Buffer): VertexWarning {
  const warning = { vertex: '', text: '' }
  for (const field of fieldsOf(message)) {
    if (field.number === 1) warning.vertex = text(field)
    else if (field.number === 3) warning.text = text(field)
  }
  return warning
}

function text(field: Field): string {
  return field.kind === 'bytes' ? field.value.toString('utf8') : ''
}

/** google.protobuf.Timestamp in milliseconds. */
function time(field: Field): number {
  if (field.kind !== 'bytes') return 0
  let ms = 0
  for (const part of fieldsOf(field.value)) {
    if (part.kind !== 'varint') continue
    if (part.number === 1) ms += Number(part.value) * 1000
    else if (part.number === 2) ms += Number(part.value) / 1e6
  }
  return ms
}
