import { describe, expect, test } from '@jest/globals'
import { BuildLog } from '../../src/docker/buildlog.js'
import { WorkError } from '../../src/shared/errors.js'
import { builderOf, buildWith, contextOf, plainRequest, testBuilders, textsOf } from '../world/building.js'
import { removeAtEnd } from '../world/engines.js'
import { tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

const id = unique()
removeAtEnd(id)
const MB = 1024 * 1024

describe.each(testBuilders)('the output of a build by $name', ({ kind, on }) => {
  test(
    'has long lines, and characters that come in two pieces',
    async () => {
      const { error, log } = await buildWith(
        { kind, on },
        {
          // Of a longer one BuildKit cuts off the end. Octal escapes: the first byte of "ö" and of the whale is printed, and after a while the rest.
          dockerfile: `FROM debian:bookworm-slim\nRUN echo ${id}; head -c 90000 /dev/zero | tr '\\0' x; echo; printf 'gr\\303'; sleep 0.3; printf '\\266\\303\\237e \\360\\237'; sleep 0.3; printf '\\220\\263\\n'\n`,
          noCache: true,
        },
      )
      expect(error).toBeUndefined()
      expect(textsOf(log).map((line) => (line.length > 1000 ? `${line.length} ${line.slice(0, 2)}` : line))).toEqual([
        id,
        '90000 xx',
        'größe 🐳',
      ])
    },
    TIMEOUT,
  )

  test(
    'may be a hundred megabytes, of which nothing stays in memory',
    async () => {
      const folder = await tempDir()
      const dockerfile = `FROM debian:bookworm-slim\nRUN echo ${id}; yes 'a line of the build, and some more of it to make it as long as they are' | head -c 100000000\n`
      await writeFiles(folder, { Dockerfile: dockerfile })
      const builder = await builderOf({ kind, on })
      const log = new BuildLog()
      let [bytes, clipped, most] = [0, false, 0]
      const before = process.memoryUsage.rss()
      const context = await contextOf(folder, 'Dockerfile', dockerfile)
      await builder.build({
        ...plainRequest(context),
        noCache: true,
        onTrace: (trace) => {
          for (const line of log.add(trace)) {
            bytes += line.length
            clipped ||= line.includes('output clipped')
          }
          most = Math.max(most, process.memoryUsage.rss())
        },
      })
      // BuildKit cuts at 2 MiB unless the engine is told otherwise; what it sends has gone through here.
      expect(clipped || bytes > 100_000_000).toBe(true)
      expect(most - before).toBeLessThan(150 * MB)
    },
    TIMEOUT,
  )

  test.each<[string, string, RegExp, RegExp | undefined, readonly string[]]>([
    [
      'an exit status',
      'RUN echo before; echo at last >&2; exit 42',
      /^\[2\/2\] RUN echo before; .* ended with exit status 42$/,
      undefined,
      ['at last', 'before'],
    ],
    [
      'the exit status of a signal',
      'RUN echo before; exit 137',
      /^\[2\/2\] RUN .* ended with exit status 137$/,
      undefined,
      ['before'],
    ],
    ['no such file', 'COPY missing /', /missing.*not found/, /^COPY or ADD names what the context/, []],
    [
      'no such base',
      'COPY --from=127.0.0.1:1/none:1 /a /b',
      /127\.0\.0\.1:1\/none/,
      /^A base image cannot be looked up/,
      [],
    ],
    ['no such instruction', 'RUNN x', /line 2.*unknown instruction: RUNN/, /^The Dockerfile cannot be read/, []],
    ['no instruction at all', 'COPY', /COPY requires at least two arguments/, /^The Dockerfile cannot be read/, []],
  ])(
    'says why it failed: %s',
    async (_what, instruction, message, remedy, evidence) => {
      const { error, failure } = await buildWith(
        { kind, on },
        { dockerfile: `FROM debian:bookworm-slim\n${instruction}\n`, noCache: true },
      )
      expect(error).toBeInstanceOf(WorkError)
      expect(failure?.message).toMatch(message)
      expect(failure?.message).not.toMatch(/failed to solve|ERROR/)
      if (remedy === undefined) expect(failure?.remedy).toBeUndefined()
      else expect(failure?.remedy).toMatch(remedy)
      expect([...(failure?.evidence ?? [])].sort()).toEqual(evidence)
    },
    TIMEOUT,
  )
})
