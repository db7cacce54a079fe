import { isRecord, type Json } from './json.js'
import type { Trace, Vertex, VertexLog, VertexWarning } from '../trace.js'

/**
 * A line of `--progress=rawjson`: BuildKit's SolveStatus (client/graph.go of moby/buildkit) as JSON, byte fields in
 * base64. Undefined for a line that is none, such as an error.
 */
export function decodeStatus(line: string): Trace | undefined {
  if (!line.startsWith('{')) return undefined
  let status: unknown
  try {
    status = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isRecord(status)) return undefined
  return {
    vertexes: listOf(status['vertexes']).map(vertexOf),
    logs: listOf(status['logs']).map(logOf),
    warnings: listOf(status['warnings']).map(warningOf),
  }
}

function vertexOf(vertex: Json): Vertex {
  return {
    digest: text(vertex['digest']),
    name: text(vertex['name']),
    cached: vertex['cached'] === true,
    started: time(vertex['started']),
    completed: time(vertex['completed']),
    error: text(vertex['error']),
  }
}

function logOf(log: Json): VertexLog {
  return {
    vertex: text(log['vertex']),
    stream: log['stream'] === 2 ? 'stderr' : 'stdout',
    at: time(log['timestamp']) ?? 0,
    data: bytes(log['data']),
  }
}

function warningOf(warning: Json): VertexWarning {
  return { vertex: text(warning['vertex']), text: bytes(warning['short']).toString('utf8') }
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function bytes(value: unknown): Buffer {
  return Buffer.from(text(value), 'base64')
}

/** RFC 3339 with up to nine digits of a second → milliseconds since 1970. */
function time(value: unknown): number | undefined {
  const ms = Date.parse(text(value))
  return Number.isNaN(ms) ? undefined : ms
}
