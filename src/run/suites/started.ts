import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, WorkError } from '../../shared/errors.js'
import { durationText } from '../../shared/text.js'
import type { StartedContainer } from '../../stack/suites.js'
import { LineSplitter } from './lines.js'
import type { SuiteRequest } from './request.js'
import { endText } from './verdict.js'

const READY_MS = 2 * 60_000
/** Nobody needs it any more: it is asked once, and not waited for. */
const STOP_MS = 1000
const ASK_EVERY_MS = 200
/** What the suite has brought down is known to have ended by then. */
const NEWS_MS = 250
/** One question: who does not answer it is not ready. */
const ANSWER_MS = 5_000

type Address = { readonly host: string; readonly port: number }

/**
 * Runs something while a container of the image does, when the suite asks for one: STACK_HOST and STACK_PORT_<port> say
 * where its ports are, STACK_URL is the first one. It goes away whatever happens; what it says is in the log of the suite.
 * `crashed` says how, when it did meanwhile.
 */
export async function withStarted<T>(
  { engine, image, suite, signal, onLine }: SuiteRequest,
  work: (variables: Readonly<Record<string, string>>) => Promise<T>,
): Promise<{ readonly done: T; readonly crashed?: string }> {
  const { start } = suite.settings
  if (start === undefined) return { done: await work({}) }
  const readyMs = start.readyMs ?? READY_MS
  const output = new LineSplitter((line) => onLine(`[container] ${line}`))
  const started = await engine.start({
    image: image.ref,
    ...(image.platform === undefined ? {} : { platform: image.platform }),
    ...(start.command === undefined ? {} : { command: start.command }),
    env: start.env,
    ports: start.ports,
    network: true,
    lifetimeMs: readyMs + suite.timeoutMs,
    graceMs: STOP_MS,
    signal,
    onOutput: (stream, data) => output.push(stream, data),
  })
  let status: number | undefined
  const ended = started.exited.then((one) => void (status = one)).catch(() => undefined)
  try {
    const [first] = start.ports
    const address = first === undefined ? undefined : started.address.get(first)
    if (address === undefined) throw await noAddress(ended, () => status)
    await ready(start, address, readyMs, signal, () => status)
    const done = await work(variablesOf(started.address, address))
    await Promise.race([ended, sleep(NEWS_MS)])
    // Stopped below: what it says of its end there is our doing.
    const crashed = crashOf(status)
    if (status !== undefined) onLine(`[container] ended with exit status ${String(status)} before the suite did`)
    return { done, ...(crashed === undefined ? {} : { crashed }) }
  } finally {
    await started.stop()
    await ended
    output.end()
  }
}

function crashOf(status: number | undefined): string | undefined {
  if (status === undefined || status === 0) return undefined
  return `the container ${endText(status) ?? `ended with exit status ${status}`} while the suite ran`
}

function variablesOf(addresses: ReadonlyMap<number, Address>, first: Address): Record<string, string> {
  const ports = [...addresses].map(([port, { port: here }]): [string, string] => [`STACK_PORT_${port}`, String(here)])
  const host = first.host.includes(':') ? `[${first.host}]` : first.host
  return { ...Object.fromEntries(ports), STACK_HOST: first.host, STACK_URL: `http://${host}:${first.port}` }
}

/** One that ended at once has no ports any more. */
async function noAddress(ended: Promise<void>, statusNow: () => number | undefined): Promise<WorkError> {
  await Promise.race([ended, sleep(ANSWER_MS)])
  const status = statusNow()
  return status === undefined ? new WorkError('the engine published no port of the container') : endedEarly(status)
}

function endedEarly(status: number): WorkError {
  return new WorkError(`the container ended with exit status ${status} before it was ready`, {
    remedy: 'What it said is in the log of the suite.',
  })
}

/** Waits until the container answers. Throws a WorkError when it ends, or its time does, before. */
async function ready(
  { ready: path }: StartedContainer,
  address: Address,
  readyMs: number,
  signal: AbortSignal,
  statusNow: () => number | undefined,
): Promise<void> {
  const until = performance.now() + readyMs
  let last = 'no answer'
  while (performance.now() < until) {
    const status = statusNow()
    if (status !== undefined) throw endedEarly(status)
    try {
      if (path === undefined) await reach(address, signal)
      else await answer(address, path, signal)
      return
    } catch (error) {
      signal.throwIfAborted()
      last = reasonOf(error)
    }
    await sleep(ASK_EVERY_MS, undefined, { signal })
  }
  throw new WorkError(`the container was not ready after ${durationText(readyMs)}: ${last}`, {
    remedy: 'Allow it more time with ready_timeout, or see in the log of the suite what it waited for.',
  })
}

/** What fetch says lies below it. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error)
}

async function answer({ host, port }: Address, path: string, signal: AbortSignal): Promise<void> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}${path.startsWith('/') ? '' : '/'}${path}`
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]) })
  await response.body?.cancel()
  // Who asks for a login is there.
  if (response.status >= 400 && response.status !== 401 && response.status !== 403)
    throw new Error(`${path} answered with status ${response.status}`)
}

async function reach({ host, port }: Address, signal: AbortSignal): Promise<void> {
  const socket = connect({ host, port, signal })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(ANSWER_MS, () => reject(new Error('no answer')))
      socket.once('error', reject)
      // A port that the engine forwards accepts before anybody listens behind it, and is closed then.
      socket.once('end', () => reject(new Error('the port was closed')))
      socket.once('connect', () => setTimeout(resolve, ASK_EVERY_MS))
    })
  } finally {
    socket.destroy()
  }
}
