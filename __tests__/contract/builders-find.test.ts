import { describe, expect, test } from '@jest/globals'
import { chmod, cp, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Builder } from '../../src/docker/builder.js'
import { findBuilder } from '../../src/docker/buildx/find.js'
import { connectEngine } from '../../src/docker/engine.js'
import { messageOf, UserError } from '../../src/shared/errors.js'
import { BuildLog } from '../../src/docker/buildlog.js'
import { buildWith, cliEnv, contextOf, plainRequest } from '../world/building.js'
import { engine, engines, namesWith, removeAtEnd } from '../world/engines.js'
import { startRegistry, type TestRegistry } from '../world/registries.js'
import { output, run, tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

type Env = Readonly<Record<string, string | undefined>>

const plain = cliEnv(engine.host)
const buildx = await run('docker', ['buildx', 'version'], { cwd: '/', env: plain }).catch(() => undefined)
const modern = engines.find(({ host }) => host !== engine.host)

async function find(wanted: string, env: Env): Promise<Builder> {
  return findBuilder(wanted, { env, engine: await connectEngine(env) })
}

/** The CLI's configuration in a folder of its own, so that builders and contexts can be made there. */
async function ownConfig(host = engine.host): Promise<Env> {
  const folder = join(await tempDir(), 'config')
  await mkdir(folder)
  const theirs = plain['DOCKER_CONFIG']
  if (theirs !== undefined) await cp(join(theirs, 'cli-plugins'), join(folder, 'cli-plugins'), { recursive: true })
  return { ...plain, DOCKER_HOST: host, DOCKER_CONFIG: folder }
}

/** A folder with a program `docker` that says this. */
async function fakeDocker(script: string): Promise<Env> {
  const folder = await tempDir()
  await writeFiles(folder, { docker: `#!/bin/sh\n${script}\n` })
  await chmod(join(folder, 'docker'), 0o755)
  return { ...plain, PATH: `${folder}:/usr/bin:/bin` }
}

describe('the builder that is wanted', () => {
  const id = unique()
  removeAtEnd(id)

  test('is the engine itself when it is asked for', async () => {
    expect(await find('engine', plain)).toMatchObject({ name: 'engine', keeps: 'engine' })
  })

  test.each<[string, string, RegExp]>([
    ['there is no buildx', `echo "docker: 'buildx' is not a docker command." >&2; exit 1`, /has no buildx/],
    ['buildx is too old', 'echo github.com/docker/buildx v0.12.1 abc', /has buildx 0\.12\.1/],
    ['buildx says nothing to be read', 'echo unknown', /has no buildx/],
  ])('%s: auto takes the engine, and whoever asks for buildx is told', async (_why, script, message) => {
    const env = await fakeDocker(script)
    expect(await find('', env)).toMatchObject({ name: 'engine' })
    expect(await find('auto', env)).toMatchObject({ name: 'engine' })
    for (const wanted of ['buildx', 'farm']) {
      const error: unknown = await find(wanted, env).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(UserError)
      expect(messageOf(error)).toMatch(message)
      expect((error as UserError).problems[0]?.remedy).toContain('--builder engine')
    }
  })

  test('without a docker command is the engine', async () => {
    const env = { ...plain, PATH: await tempDir() }
    expect(await find('auto', env)).toMatchObject({ name: 'engine' })
    await expect(find('buildx', env)).rejects.toThrow(/has no buildx/)
  })

  test(
    'four hundred megabytes of its output, as buildx gives it on, do not stay in memory',
    async () => {
      const env = await fakeDocker(`
        case "$*" in
          *version*) echo github.com/docker/buildx v0.29.1 abc; exit ;;
          *inspect*) printf 'Name: default\\nDriver: docker\\n\\nNodes:\\nName: d\\nEndpoint: default\\nStatus: running\\n'; exit ;;
        esac
        for option; do case $option in --metadata-file=*) file=\${option#*=} ;; esac; done
        echo '{"vertexes":[{"digest":"d","name":"[1/1] RUN yes","started":"2026-01-01T00:00:00Z"}]}' >&2
        data=$(head -c 60000 /dev/zero | tr '\\0' x; echo; echo end)
        line="{\\"logs\\":[{\\"vertex\\":\\"d\\",\\"stream\\":1,\\"timestamp\\":\\"2026-01-01T00:00:00Z\\",\\"data\\":\\"$(printf %s "$data" | base64 -w0)\\"}]}"
        yes "$line" | head -n 6800 >&2
        echo '{"containerimage.digest":"sha256:1"}' > "$file"`)
      const builder = await find('auto', env)
      expect(builder.name).toBe('buildx')
      const folder = await tempDir()
      await writeFiles(folder, { Dockerfile: 'FROM scratch' })
      const log = new BuildLog()
      const before = process.memoryUsage.rss()
      let [bytes, most] = [0, 0]
      const built = await builder.build({
        ...plainRequest(await contextOf(folder)),
        onTrace: (trace) => {
          for (const line of log.add(trace)) bytes += line.length
          most = Math.max(most, process.memoryUsage.rss())
        },
      })
      expect(built).toEqual({ imageId: 'sha256:1', digest: undefined })
      expect(bytes).toBeGreaterThan(400_000_000)
      expect(most - before).toBeLessThan(250 * 1024 * 1024)
    },
    TIMEOUT,
  )

  if (buildx?.status !== 0) return

  test(
    'is buildx on the same engine where it exists, whatever the current builder is',
    async () => {
      const env = await ownConfig()
      const cli = { cwd: '/', env }
      expect(await find('auto', env)).toMatchObject({ name: 'buildx', keeps: 'engine' })
      expect((await find('auto', env)).version).toMatch(/^0\.\d+\.\d+$/)
      await output('docker', ['buildx', 'create', '--driver=remote', '--name=gone', '--use', 'tcp://127.0.0.1:1'], cli)
      for (const more of [{}, { BUILDX_BUILDER: 'gone' }])
        expect(await find('auto', { ...env, ...more })).toMatchObject({ name: 'buildx', keeps: 'engine' })
      // It was asked for, so nothing else takes its place.
      await expect(find('buildx', env)).rejects.toThrow(UserError)
      await expect(find('never-made', env)).rejects.toThrow(/"never-made" cannot be used: .*never-made/)
      await expect(find('--help', env)).rejects.toThrow(UserError)
    },
    TIMEOUT,
  )

  if (modern === undefined) return

  describe('on another engine', () => {
    let registry: TestRegistry
    const elsewhere = async (): Promise<Env> => {
      const env = await ownConfig()
      await output('docker', ['context', 'create', 'farm', '--docker', `host=${modern.host}`], { cwd: '/', env })
      return env
    }

    test(
      'pushes, and leaves nothing in ours',
      async () => {
        registry = await startRegistry()
        const env = await elsewhere()
        const builder = await find('farm', env)
        expect(builder).toMatchObject({
          name: 'buildx',
          keeps: 'registry',
          can: { cacheTo: 'any', attestations: true },
        })
        const login = { username: registry.user, password: registry.password }
        const credentialsFor = (host: string) => Promise.resolve(host === registry.host ? login : undefined)
        const refs = [`${registry.host}/${id}/one:1`, `${registry.host}/${id}/two:2`]
        const options = {
          dockerfile: 'FROM scratch\nCOPY what /what\n',
          files: { what: id },
          credentialsFor,
          tags: refs,
        }
        const { error, digest, id: image } = await buildWith(builder, options)
        expect(error).toBeUndefined()
        expect(image).toBeUndefined()
        const inRegistry = async (ref: string): Promise<string | null> => {
          const [path, tag] = ref.slice(registry.host.length + 1).split(':')
          const { headers } = await fetch(`http://${registry.host}/v2/${path ?? ''}/manifests/${tag ?? ''}`, {
            headers: {
              accept:
                'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json',
              authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`,
            },
          })
          return headers.get('docker-content-digest')
        }
        expect(digest).toMatch(/^sha256:/)
        expect(await Promise.all(refs.map(inRegistry))).toEqual([digest, digest])
        expect(await namesWith(engine, id)).toEqual([])
        // A child, on the parent by its digest.
        const child = await buildWith(builder, {
          ...options,
          dockerfile: `FROM ${refs[0] ?? ''}@${digest ?? ''}\nCOPY what /more\n`,
          tags: [`${registry.host}/${id}/child:1`],
        })
        expect(child.error).toBeUndefined()
        // Caches in the registry.
        const cache = `type=registry,ref=${registry.host}/${id}/cache:1`
        const run = { ...options, dockerfile: `FROM debian:bookworm-slim\nRUN echo ${id}\n` }
        const cached = await buildWith(builder, { ...run, cacheTo: [`${cache},mode=max`], cacheFrom: [cache] })
        expect(cached.error).toBeUndefined()
        expect(await inRegistry(`${registry.host}/${id}/cache:1`)).toMatch(/^sha256:/)
        const attested = await buildWith(builder, {
          ...options,
          provenance: 'mode=max',
          tags: [`${registry.host}/${id}/att:1`],
        })
        expect(attested.error).toBeUndefined()
        expect(attested.digest).not.toBe(digest)
        // Without the login it is refused, and said so.
        const refused = await buildWith(builder, { ...options, credentialsFor: () => Promise.resolve(undefined) })
        expect(messageOf(refused.error)).toMatch(/401|authorization|denied/i)
        expect(await readdir(env['DOCKER_CONFIG'] ?? '')).not.toContain('config.json')
      },
      TIMEOUT,
    )
  })
})
