import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expectAgreement, expectUnfinished } from '../world/agreement.js'
import { describeDaemons, loadTiny, startDaemon, type TestDaemon } from '../world/daemon.js'
import { containersLeft, engine, removeAtEnd, type TestEngine } from '../world/engines.js'
import type { Results } from '../../src/run/results.js'
import { digestAt, dockerConfig, proxyTo, startRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import {
  atEnd,
  cli,
  exists,
  fileSays,
  lastLines,
  startCli,
  tempDir,
  TIMEOUT,
  unique,
  writeFiles,
  writeStack,
  type Ended,
  type Running,
} from '../world/world.js'

/*
 * Whatever ends a run: what it left tells one story, nothing is half published, and the next run goes on from there.
 * root → quick, left, right; of the children left and right take as long as a file in them says.
 */
const IMAGES = ['root', 'quick', 'left', 'right'] as const

interface Stack {
  readonly id: string
  readonly out: string
  readonly registry: TestRegistry
  readonly on: TestEngine
  /** Changes the content of every image. */
  change: () => Promise<void>
  /** Seconds that the builds of left and right take, and the suite of left. */
  pace: (build: number, suite: number) => Promise<void>
  start: () => Running
  run: () => Promise<Ended>
  /** Until builds of left and right (or the suite of left) are under way, and quick is as far as it goes. */
  underWay: (step: 'build' | 'test', running: Running) => Promise<void>
  /** Tags of an image that are names, not keys. */
  names: (image: string) => Promise<string[]>
}

interface Options {
  readonly on?: TestEngine
  readonly base?: string
}

async function makeStack(
  registry: TestRegistry,
  { on = engine, base = 'debian:bookworm-slim' }: Options = {},
): Promise<Stack> {
  const id = unique()
  removeAtEnd(id)
  const [folder, out] = [await tempDir(), await tempDir()]
  const root = (text: string): string => `FROM ${base}\nRUN echo ${id} ${text} > /made\n`
  const child = (name: string): string =>
    `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nCOPY pace /\nRUN echo ${id} ${name} has begun && sleep "$(cat /pace)"\n`
  const spec = await writeStack(folder, {
    id,
    images: {
      root: { dockerfile: root('first') },
      quick: { parent: 'root', dockerfile: `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nRUN echo quick > /made.quick\n` },
      left: { parent: 'root', dockerfile: child('left'), files: { pace: '0' } },
      right: { parent: 'root', dockerfile: child('right'), files: { pace: '0' } },
    },
    more: {
      suites: {
        made: { run: 'cat /made', images: ['root', 'quick'] },
        pace: { run: 'sh pace.sh', files: 'checks', images: 'left' },
      },
    },
  })
  await writeFiles(folder, { 'checks/pace.sh': 'true\n' })
  const args = ['run', '--spec', spec, '--registries', `${registry.host}/${id}`, '--out', out]
  args.push('--parallel-builds', '4', '--parallel-tests', '4')
  const config = await dockerConfig([registry])
  const options = { cwd: folder, env: { DOCKER_HOST: on.host, DOCKER_CONFIG: config } }
  const file = (name: string, step: string): RegExp => new RegExp(`-${name}-local\\.${step}\\.log$`)
  return {
    ...{ id, out, registry, on },
    change: () => writeFiles(folder, { 'root/Dockerfile': root('changed') }),
    pace: (build, suite) =>
      writeFiles(folder, {
        'left/pace': String(build),
        'right/pace': String(build),
        'checks/pace.sh': `echo ${id} the suite has begun\nexec sleep ${suite}\n`,
      }),
    start: () => startCli(args, options),
    run: () => cli(args, options),
    underWay: async (step, running) => {
      const logs = join(out, 'logs')
      const seen =
        step === 'build'
          ? ['left', 'right'].map((name) => fileSays(logs, file(name, 'build'), `${id} ${name} has begun`))
          : [fileSays(logs, file('left', 'basic-tests'), 'the suite has begun')]
      const pushed = fileSays(logs, /^run\.log$/, 'quick push passed')
      const all = Promise.all([...seen, pushed])
      const ended = running.ended.then(({ output }) => Promise.reject(new Error(`it ended too early:\n${output}`)))
      await Promise.race([all, ended])
      ended.catch(() => undefined) // It is meant to end later.
    },
    names: async (image) => (await tagsAt(registry, `${id}/${image}`)).filter((tag) => !/^(fp|ok|info)-/.test(tag)),
  }
}

async function expectNothingPublished(stack: Stack): Promise<void> {
  for (const image of IMAGES) expect([image, await stack.names(image)]).toEqual([image, []])
  expect(await exists(join(stack.out, 'artifacts/journal.json'))).toBe(false)
}

/**
 * Removes the containers that a killed run could not: other runs leave them alone until their limit. Returns how many
 * there were.
 */
async function takeAway({ on, id }: Stack): Promise<number> {
  const left = await containersLeft(on, id)
  for (const { id, until } of left) {
    expect(until).toBeGreaterThan(Date.now())
    await on.docker.getContainer(id).remove({ force: true, v: true })
  }
  return left.length
}

/** The next run succeeds, builds these images and no others, and publishes all of them. */
async function expectResumed(stack: Stack, built: readonly string[]): Promise<void> {
  const again = await stack.run()
  expect(lastLines(again.output, 12)).toContain('run: 4 images done')
  const results = await expectAgreement(stack.out, again)
  expect(
    results.images
      .filter((image) => image.action === 'build')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(built)
  for (const { name, published } of results.images) {
    const digest = await digestAt(stack.registry, `${stack.id}/${name}`, 'local')
    expect([name, published.map((one) => one.digest)]).toEqual([name, [digest]])
  }
  expect(await containersLeft(stack.on, stack.id)).toEqual([])
}

const outcomes = (results: Awaited<ReturnType<typeof expectAgreement>>): Record<string, string> =>
  Object.fromEntries(results.images.map(({ name, outcome }) => [name, outcome]))

let registry: TestRegistry
beforeAll(async () => {
  registry = await startRegistry()
})

describe('a run that is told to stop while two images are being built', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: what was done stays done, the rest is cancelled, and the next run builds only the rest',
    async (signal) => {
      const stack = await makeStack(registry)
      await stack.pace(600, 0)
      const running = stack.start()
      await stack.underWay('build', running)
      running.child.kill(signal)
      const ended = await running.ended
      const results = await expectAgreement(stack.out, ended)
      expect(results.outcome).toBe('interrupted')
      expect(outcomes(results)).toEqual({ root: 'passed', quick: 'passed', left: 'cancelled', right: 'cancelled' })
      expect(lastLines(ended.output, 1)).toMatch(/^interrupted after /)
      expect(await containersLeft(engine, stack.id)).toEqual([])
      await expectNothingPublished(stack)
      await stack.pace(0, 0)
      await expectResumed(stack, ['left', 'right'])
    },
    TIMEOUT,
  )
})

describe('a run that is killed with no time to tidy up', () => {
  test(
    'in the middle of two builds: it says that it was running, and the next run builds only the rest',
    async () => {
      const stack = await makeStack(registry)
      await stack.pace(600, 0)
      const running = stack.start()
      await stack.underWay('build', running)
      running.child.kill('SIGKILL')
      expect((await running.ended).signal).toBe('SIGKILL')
      await expectUnfinished(stack.out)
      await expectNothingPublished(stack)
      await stack.pace(0, 0)
      await expectResumed(stack, ['left', 'right'])
    },
    TIMEOUT,
  )

  test(
    'in the middle of a suite: its container says until when it may be there, and the next run tests again',
    async () => {
      const stack = await makeStack(registry)
      await stack.pace(0, 600)
      const running = stack.start()
      await stack.underWay('test', running)
      running.child.kill('SIGKILL')
      await running.ended
      await expectUnfinished(stack.out)
      await expectNothingPublished(stack)
      expect(await takeAway(stack)).toBe(1)
      await stack.pace(0, 0)
      await expectResumed(stack, ['left'])
    },
    TIMEOUT,
  )
})

describeDaemons('$name of its own', (kind) => {
  let daemon: TestDaemon
  let base: string
  beforeAll(async () => {
    daemon = await startDaemon(kind)
    base = await loadTiny(daemon)
  }, TIMEOUT)

  test.each([
    { step: 'build', build: 600, suite: 0, rest: ['left', 'right'] },
    { step: 'test', build: 0, suite: 600, rest: ['left'] },
  ] as const)(
    'goes away in the middle of a $step: the run fails and says so, and goes on when the engine is back',
    async ({ step, build, suite, rest }) => {
      const stack = await makeStack(registry, { on: daemon, base })
      await stack.pace(build, suite)
      const running = stack.start()
      await stack.underWay(step, running)
      await daemon.kill()
      const ended = await running.ended.finally(daemon.restart)
      const results = await expectAgreement(stack.out, ended)
      expect(results.outcome).toBe('failed')
      expect(outcomes(results)).toMatchObject({ root: 'passed', quick: 'passed', left: 'failed' })
      const left = results.images.find(({ name }) => name === 'left')
      expect([left?.failedStep, left?.message]).toEqual([step, expect.stringContaining('the engine went away')])
      expect(left?.remedy).toContain('Is the engine running?')
      await expectNothingPublished(stack)
      expect(await takeAway(stack)).toBe(step === 'test' ? 1 : 0)
      await stack.pace(0, 0)
      await expectResumed(stack, [...rest])
    },
    TIMEOUT,
  )

  test(
    'stops answering: a first SIGINT waits for it, a second one does not',
    async () => {
      const stack = await makeStack(registry, { on: daemon, base })
      await stack.pace(0, 600)
      const running = stack.start()
      await stack.underWay('test', running)
      daemon.freeze()
      try {
        running.child.kill('SIGINT')
        await running.sees('SIGINT: stopping')
        running.child.kill('SIGINT')
        const ended = await running.ended
        expect([ended.status, ended.signal]).toEqual([130, null])
        await expectUnfinished(stack.out)
      } finally {
        daemon.goOn()
      }
      await takeAway(stack)
      await expectNothingPublished(stack)
      await stack.pace(0, 0)
      await expectResumed(stack, ['left'])
    },
    TIMEOUT,
  )
})

interface Mortal {
  /** `127.0.0.1:PORT`, also after its death. */
  readonly host: string
  revive: () => Promise<void>
}

/** A request, and what the way to the registry does with it: dies instead of passing it on, or before the answer is passed back. */
type Fate = (method: string, path: string) => 'dies' | 'dies before the answer' | undefined

/** A way to a registry that dies: what it has passed on is answered, then every connection breaks and no new one is taken. */
async function mortalProxy(target: string, fate: Fate): Promise<Mortal> {
  const passed = new Set<Promise<unknown>>()
  let immortal = false
  const listen = async (port: number): Promise<number> => {
    const die = async (): Promise<void> => {
      await Promise.allSettled(passed)
      server.close()
      server.closeAllConnections()
    }
    const server = createServer((incoming, outgoing) => {
      const end = immortal ? undefined : fate(incoming.method ?? '', incoming.url ?? '')
      if (end === 'dies') void die()
      else if (end === undefined) {
        const answered = ask(target, incoming).then((answer) => pipeline(answer, head(answer, outgoing)))
        passed.add(answered)
        answered.catch(() => outgoing.destroy()).finally(() => passed.delete(answered))
      } else void ask(target, incoming).finally(die)
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    atEnd(() => {
      server.close()
      server.closeAllConnections()
      return Promise.resolve()
    })
    return (server.address() as AddressInfo).port
  }
  const port = await listen(0)
  return {
    host: `127.0.0.1:${port}`,
    revive: async () => {
      immortal = true
      await listen(port)
    },
  }
}

const head = (answer: IncomingMessage, outgoing: ServerResponse): ServerResponse =>
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers)

function ask(target: string, incoming: IncomingMessage): Promise<IncomingMessage> {
  const { method, url, headers } = incoming
  return new Promise((resolve, reject) => {
    const asked = request(`http://${target}${url ?? ''}`, { method, headers, agent: false }, resolve)
    asked.on('error', reject)
    incoming.pipe(asked)
  })
}

const isMove = (method: string, path: string): boolean => method === 'PUT' && path.endsWith('/manifests/local')

interface Entry {
  readonly ref: string
  readonly old: string | null
  readonly new: string
  readonly undone: boolean
}

type Digests = Readonly<Record<string, string | undefined>>

/** What the registry itself has under the names of the stack. */
async function digestsOf({ id }: Stack): Promise<Digests> {
  const digests = IMAGES.map(async (name) => [name, await digestAt(registry, `${id}/${name}`, 'local')] as const)
  return Object.fromEntries(await Promise.all(digests))
}

async function journalOf({ out }: Stack): Promise<Entry[]> {
  return JSON.parse(await readFile(join(out, 'artifacts/journal.json'), 'utf8')) as Entry[]
}

describe('the registry goes away at the publish', () => {
  test(
    'after the candidates and before the first move: nothing has a name, and the next run publishes without building',
    async () => {
      const proxy = await mortalProxy(registry.host, (...asked) => (isMove(...asked) ? 'dies' : undefined))
      const stack = await makeStack({ ...registry, host: proxy.host })
      const ended = await stack.run()
      const results = await expectAgreement(stack.out, ended)
      expect(results.outcome).toBe('failed')
      expect(results.unpublished).toContain('could not be published')
      expect(results.images.map(({ candidates }) => candidates.length)).toEqual([1, 1, 1, 1])
      expect(Object.values(await digestsOf(stack))).toEqual([undefined, undefined, undefined, undefined])
      await proxy.revive()
      await expectResumed(stack, [])
    },
    TIMEOUT,
  )

  test.each([
    ['after the first move', 'dies', 'still names'],
    ['before it says that it made the first move', 'dies before the answer', 'may name'],
  ] as const)(
    '%s: the name that it has moved is told and in the journal, and the next run publishes without building',
    async (_when, how, words) => {
      let moves = -Infinity
      const proxy = await mortalProxy(registry.host, (...asked) => {
        if (!isMove(...asked) || ++moves < 1) return undefined
        return moves === 1 ? (how === 'dies' ? undefined : how) : 'dies'
      })
      const stack = await makeStack({ ...registry, host: proxy.host })
      expect((await stack.run()).status).toBe(0)
      const before = await digestsOf(stack)

      await stack.change()
      moves = 0
      const ended = await stack.run()
      const results = await expectAgreement(stack.out, ended)
      expect(results.outcome).toBe('failed')
      const after = await digestsOf(stack)
      const moved = IMAGES.filter((name) => after[name] !== before[name])
      expect(moved).toHaveLength(1) // The registry is gone: nobody can take that back now.
      const journal = await journalOf(stack)
      for (const name of moved) {
        const ref = `${proxy.host}/${stack.id}/${name}:local`
        const said = `${ref} ${words} ${after[name] ?? ''}`
        expect(results.notices).toContainEqual(expect.stringContaining(said))
        expect(ended.stdout).toContain(said)
        expect(journal).toContainEqual(
          expect.objectContaining({ ref, old: before[name], new: after[name], undone: false }),
        )
        if (how === 'dies')
          expect(results.images.find((image) => image.name === name)?.published).toEqual([{ ref, digest: after[name] }])
      }
      await proxy.revive()
      await expectResumed(stack, [])
    },
    TIMEOUT,
  )
})

describe('a run that is ended in the middle of the publish', () => {
  /** A stack that is published once, then changed and run until the registry hears of the second move; then `end` comes. */
  async function endedAtMove(
    end: (running: Running) => void,
  ): Promise<{ stack: Stack; ended: Ended; before: Digests }> {
    const current: { running?: Running } = {}
    let moves = -Infinity
    const host = await proxyTo(registry.host, (method, path) => {
      if (isMove(method, path) && ++moves === 2 && current.running !== undefined) end(current.running)
      return undefined
    })
    const stack = await makeStack({ ...registry, host })
    expect((await stack.run()).status).toBe(0)
    const before = await digestsOf(stack)
    await stack.change()
    moves = 0
    current.running = stack.start()
    return { stack, ended: await current.running.ended, before }
  }

  test(
    'told to stop: all names move or none, and it says which',
    async () => {
      const { stack, ended, before } = await endedAtMove(({ child }) => child.kill('SIGTERM'))
      const results = await expectAgreement(stack.out, ended)
      expect(results.outcome).toBe('interrupted')
      const after = await digestsOf(stack)
      const moved = IMAGES.filter((image) => after[image] !== before[image])
      expect([[], [...IMAGES]]).toContainEqual(moved)
      for (const { name, published } of results.images)
        expect([name, published.map(({ digest }) => digest)]).toEqual([name, moved.length > 0 ? [after[name]] : []])
      await expectResumed(stack, [])
    },
    TIMEOUT,
  )

  test(
    'killed: the journal has every name that may have moved, and the next run publishes without building',
    async () => {
      const { stack, before } = await endedAtMove(({ child }) => child.kill('SIGKILL'))
      const results = JSON.parse(await readFile(join(stack.out, 'artifacts/results.json'), 'utf8')) as Results
      expect(results.outcome).toBe('running')
      const journal = new Map((await journalOf(stack)).map((entry) => [entry.ref, entry]))
      const after = await digestsOf(stack)
      for (const name of IMAGES) {
        if (after[name] === before[name]) continue
        const entry = journal.get(`${stack.registry.host}/${stack.id}/${name}:local`)
        expect([name, entry?.old, entry?.new]).toEqual([name, before[name], after[name]])
      }
      await expectResumed(stack, [])
    },
    TIMEOUT,
  )
})
