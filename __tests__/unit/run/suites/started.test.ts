import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import type { Started, StartRequest } from '../../../../src/docker/started.js'
import type { Engine } from '../../../../src/docker/engine.js'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SuiteRun } from '../../../../src/run/suites/verdict.js'
import { suiteOf } from '../../stack/planning.js'
import { runOn } from './asking.js'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let server: Server
let lines: string[] = []
beforeEach(async () => {
  lines = []
  // Stays open: somebody listens behind it.
  server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const START = { ports: [80], env: {}, ready: undefined, readyMs: undefined, command: undefined }

/** An engine whose container answers on a port, and ends by itself with a status after some time, or when it is stopped. */
function engineWith(end?: { readonly status: number; readonly afterMs: number }): Engine {
  const start = (request: StartRequest): Promise<Started> => {
    const stopped = Promise.withResolvers<number>()
    const own = end === undefined ? [] : [sleep(end.afterMs).then(() => end.status)]
    request.onOutput('stdout', Buffer.from('hello\n'))
    return Promise.resolve({
      id: 'x',
      address: new Map([[80, { host: '127.0.0.1', port: (server.address() as AddressInfo).port }]]),
      exited: Promise.race([stopped.promise, ...own]),
      stop: () => {
        stopped.resolve(143)
        return Promise.resolve()
      },
    })
  }
  const engine: Pick<Engine, 'start' | 'address'> = { address: 'unix:///nowhere.sock', start }
  return engine as Engine
}
const during = (engine: Engine, script: string, more: Parameters<typeof suiteOf>[0] = {}): Promise<SuiteRun> =>
  runOn(engine, suiteOf({ on: 'host', run: ['sh', '-c', script], settings: { start: START }, ...more }), {
    ...{ stackDir: tmpdir(), keep: join(tmpdir(), `stack-started-${process.pid}`) },
    onLine: (line) => lines.push(line),
  })

test('a container that is stopped when the suite is over is no news', async () => {
  expect((await during(engineWith(), 'true')).result.outcome).toBe('passed')
  expect(lines).toEqual(['[container] hello'])
})

test.each([
  [139, 'the container ended by signal 11 (segmentation fault) while the suite ran'],
  [1, 'the container ended with exit status 1 while the suite ran'],
])('one that ends with status %d fails the suite, and is told in its log', async (status, message) => {
  const { result } = await during(engineWith({ status, afterMs: 600 }), 'sleep 0.7')
  expect([result.outcome, result.message]).toEqual(['failed', message])
  expect(lines).toContain(`[container] ended with exit status ${status} before the suite did`)
})

test('one that a suite brings down as its last act is seen', async () => {
  // The suite takes 0.3 seconds after the container was found ready, the container ends after that.
  const { result } = await during(engineWith({ status: 3, afterMs: 600 }), 'sleep 0.2')
  expect(result.message).toBe('the container ended with exit status 3 while the suite ran')
})

test('one that ends well is told only', async () => {
  expect((await during(engineWith({ status: 0, afterMs: 400 }), 'sleep 0.5')).result.outcome).toBe('passed')
  expect(lines).toContain('[container] ended with exit status 0 before the suite did')
})

test('what the suite says of itself comes first, and alone when it took too long', async () => {
  const crash = { status: 137, afterMs: 400 }
  expect((await during(engineWith(crash), 'sleep 0.5; exit 2')).result.message).toBe(
    'exit status 2; the container ended by signal 9 (killed) while the suite ran',
  )
  const { result } = await during(engineWith(crash), 'sleep 60', { timeoutMs: 600 })
  expect(result.message).toBe('took longer than 0.6s and was stopped')
})
