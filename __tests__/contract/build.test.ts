import { describe, expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import type { BuildStep } from '../../src/docker/buildlog.js'
import { connectEngine } from '../../src/docker/engine.js'
import { Interrupted, WorkError } from '../../src/shared/errors.js'
import { builderOf, buildWith, contextOf, plainRequest, testBuilders, textsOf } from '../world/building.js'
import type { BuildOptions, Outcome } from '../world/building.js'
import { namesWith, removeAtEnd } from '../world/engines.js'
import { startRegistry } from '../world/registries.js'
import { eventually, tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

/** Command lines of this machine's processes that hold a text. */
async function processesWith(text: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(text))
}

describe.each(testBuilders)('a build by $name', ({ kind, on }) => {
  const { host, docker } = on
  const id = unique()
  removeAtEnd(id)
  const build = (options: BuildOptions): Promise<Outcome> => buildWith({ kind, on }, options)
  const inspect = (ref: string) => docker.getImage(ref).inspect()

  test(
    'gives the id, all names, labels and build args',
    async () => {
      const tags = [`${id}/args:one`, `${id}/args:two.3-x`]
      const dockerfile = 'FROM debian:bookworm-slim\nARG WORD=none\nARG OTHER\nENV SAID="$WORD" ALSO="$OTHER"\n'
      const words = `a "quoted" $word, and more = ünïcödé`
      const built = await build({
        dockerfile,
        tags,
        buildArgs: { WORD: words, OTHER: '3.10' },
        labels: { 'org.example.a': 'x y', b: '' },
      })
      expect(built.error).toBeUndefined()
      const [first, second] = await Promise.all(tags.map(inspect))
      expect(first?.Id).toBe(built.id)
      expect(second?.Id).toBe(built.id)
      expect(first?.Config.Env).toEqual(expect.arrayContaining([`SAID=${words}`, 'ALSO=3.10']))
      expect(first?.Config.Labels).toMatchObject({ 'org.example.a': 'x y', b: '' })
      const engine = await connectEngine({ DOCKER_HOST: host })
      const local = await engine.inspect(tags[0] ?? '')
      expect(local).toMatchObject({ id: built.id, platform: engine.platform })
      expect(local?.labels).toMatchObject({ 'org.example.a': 'x y', b: '' })
      expect(local?.layers.length).toBeGreaterThan(0)
      expect(local?.layers).toEqual(first?.RootFS.Layers)
      expect(await engine.inspect(`${id}/args:three`)).toBeUndefined()
    },
    TIMEOUT,
  )

  test(
    'logs both streams, in UTF-8, and takes every step from the cache the second time',
    async () => {
      const ran = ({ steps }: Outcome): BuildStep | undefined => steps.find((step) => step.name.includes('RUN '))
      const dockerfile = `FROM debian:bookworm-slim\nRUN echo ${id} größer && echo 'naïve 🐳' >&2 && printf 'no line end'\n`
      const first = await build({ dockerfile })
      expect([...textsOf(first.log)].sort()).toEqual(['naïve 🐳', `${id} größer`])
      expect(first.log.join('\n')).toContain('no line end')
      expect(ran(first)?.cached).toBe(false)
      expect(ran(first)?.ms).toBeGreaterThan(0)
      const second = await build({ dockerfile })
      expect(second.id).toBe(first.id)
      expect(ran(second)?.cached).toBe(true)
      expect(second.log).toContainEqual(expect.stringMatching(/^#\d+ CACHED$/))
      const third = await build({ dockerfile, noCache: true })
      expect(ran(third)?.cached).toBe(false)
      expect(textsOf(third.log)).toContain(`${id} größer`)
    },
    TIMEOUT,
  )

  test(
    'a RUN that fails: the step, its exit status, its last lines, and no image',
    async () => {
      const dockerfile = `FROM debian:bookworm-slim\nRUN echo ${id}; for i in $(seq 100); do echo line $i; done; echo at last; exit 42\n`
      const { error, failure, log } = await build({ dockerfile, tags: [`${id}/failing:1`] })
      expect(error).toBeInstanceOf(WorkError)
      expect(failure?.message).toMatch(/^\[2\/2\] RUN echo .*; exit 42 ended with exit status 42$/)
      expect(failure?.evidence.at(-1)).toBe('at last')
      expect(failure?.evidence).toContain('line 100')
      expect(textsOf(log).filter((line) => line.startsWith('line '))).toHaveLength(100)
      expect(await namesWith(on, `${id}/failing`)).toEqual([])
    },
    TIMEOUT,
  )

  test.each([
    [
      'an unknown instruction',
      'FROM debian:bookworm-slim\n\nRUNN x\n',
      /line 3.*unknown instruction: RUNN/,
      'cannot be read',
    ],
    ['a file that is not there', 'FROM debian:bookworm-slim\nCOPY missing.txt /\n', /missing\.txt.*not found/, ''],
    [
      'a base that is not there',
      'FROM 127.0.0.1:1/no/such:base\n',
      /127\.0\.0\.1:1\/no\/such:base/,
      'does its registry answer',
    ],
    [
      'a stage that is not there',
      'FROM debian:bookworm-slim\nCOPY --from=127.0.0.1:1/nowhere:1 /a /b\n',
      /127\.0\.0\.1:1\/nowhere/,
      'does its registry answer',
    ],
  ])(
    '%s',
    async (_name, dockerfile, message, remedy) => {
      const { error, failure } = await build({ dockerfile })
      expect(error).toBeInstanceOf(WorkError)
      expect(failure?.message).toMatch(message)
      expect(failure?.remedy ?? '').toContain(remedy)
    },
    TIMEOUT,
  )

  test(
    'an abort in the middle of a RUN ends it, in the engine too',
    async () => {
      const controller = new AbortController()
      const nap = `600.${parseInt(id.slice(1), 16) % 1_000_000_007}`
      const { error } = await build({
        dockerfile: `FROM debian:bookworm-slim\nRUN echo begun ${id} && sleep ${nap}\n`,
        signal: controller.signal,
        onLine: (line) => {
          if (line.endsWith(` begun ${id}`)) controller.abort(new Interrupted('enough'))
        },
      })
      expect(error).toBeDefined()
      expect(await eventually(async () => (await processesWith(`sleep\0${nap}`)).length === 0)).toBe(true)
    },
    TIMEOUT,
  )

  test(
    'an abort before the start builds nothing',
    async () => {
      const signal = AbortSignal.abort(new Interrupted('too late'))
      const { error } = await build({ dockerfile: 'FROM debian:bookworm-slim\n', tags: [`${id}/late:1`], signal })
      expect(error).toBeDefined()
      expect(await namesWith(on, `${id}/late`)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'FROM a parent that was never pushed',
    async () => {
      const parent = `${id}/parent:local`
      await build({ dockerfile: `FROM debian:bookworm-slim\nRUN echo ${id} > /parent\n`, tags: [parent] })
      const child = await build({
        dockerfile: `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nRUN cat /parent\n`,
        buildArgs: { BASE_IMAGE: parent },
      })
      expect(child.error).toBeUndefined()
      expect(textsOf(child.log)).toEqual([id])
    },
    TIMEOUT,
  )

  test(
    'FROM a private registry: with the login of the session, and not without',
    async () => {
      const registry = await startRegistry()
      const login = { username: registry.user, password: registry.password }
      const ref = `${registry.host}/${id}/private:1`
      const engine = await connectEngine({ DOCKER_HOST: host })
      await build({ dockerfile: 'FROM scratch\nCOPY what /what\n', files: { what: id }, tags: [ref] })
      await engine.push(ref, login, () => undefined, new AbortController().signal)
      await docker.getImage(ref).remove()

      const asked: string[] = []
      const dockerfile = `FROM ${ref}\nCOPY other /other\n`
      const refused = await build({ dockerfile, files: { other: '1' } })
      expect(refused.error).toBeInstanceOf(WorkError)
      expect(refused.failure?.message).toContain(ref)
      const built = await build({
        dockerfile,
        files: { other: '2' },
        credentialsFor: (wanted) => {
          asked.push(wanted)
          return Promise.resolve(wanted === registry.host ? login : undefined)
        },
      })
      expect(built.error).toBeUndefined()
      expect(asked).toContain(registry.host)
    },
    TIMEOUT,
  )

  test(
    'eight at once: each with its own output, all of it',
    async () => {
      const numbers = [...Array(8).keys()]
      const built = await Promise.all(
        numbers.map((number) =>
          build({
            dockerfile: `FROM debian:bookworm-slim\nRUN for i in $(seq 300); do echo ${id} ${number} $i; done\n`,
          }),
        ),
      )
      for (const number of numbers) {
        expect(built[number]?.error).toBeUndefined()
        expect(textsOf(built[number]?.log ?? [])).toEqual([...Array(300).keys()].map((i) => `${id} ${number} ${i + 1}`))
      }
      expect(new Set(built.map((one) => one.id)).size).toBe(8)
    },
    TIMEOUT,
  )

  test(
    'a context that cannot be read fails the build at once',
    async () => {
      const folder = await tempDir()
      await writeFiles(folder, { Dockerfile: 'FROM debian:bookworm-slim\nCOPY . /\n', gone: 'x' })
      const builder = await builderOf({ kind, on })
      const context = await contextOf(folder, 'Dockerfile', 'FROM debian:bookworm-slim\nCOPY . /\n')
      const entries = context.entries.map((entry) => (entry.path === 'gone' ? { ...entry, path: 'not-there' } : entry))
      // Of an unusual mode, so that every builder gets it as a tar.
      const packed = entries.map((entry) => ({ ...entry, mode: 0o600 }))
      await expect(builder.build(plainRequest({ ...context, entries: packed }))).rejects.toThrow(/ENOENT.*not-there/)
    },
    TIMEOUT,
  )
})
