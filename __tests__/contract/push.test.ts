import { describe, expect, test } from '@jest/globals'
import { connectEngine, type Engine } from '../../src/docker/engine.js'
import { registryClient } from '../../src/registry/client.js'
import type { Login } from '../../src/registry/credentials.js'
import { Interrupted, WorkError } from '../../src/shared/errors.js'
import { buildFolder } from '../world/builds.js'
import { engines, removeAtEnd } from '../world/engines.js'
import { deadHost, digestAt, proxyTo, startRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import { tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

const loginOf = ({ user, password }: TestRegistry): Login => ({ username: user, password })
const never = new AbortController().signal

describe.each(engines)('a push by $name', ({ host }) => {
  const id = unique()
  removeAtEnd(id)

  /** Builds a small image under this ref. */
  async function made(ref: string): Promise<Engine> {
    const engine = await connectEngine({ DOCKER_HOST: host })
    const folder = await tempDir()
    await writeFiles(folder, { Dockerfile: 'FROM scratch\nCOPY content /content\n', content: ref })
    await buildFolder(engine.builder, folder, ref)
    return engine
  }

  const push = async (ref: string, login: Login | undefined, lines: string[] = []): Promise<string> =>
    (await made(ref)).push(ref, login, (line) => lines.push(line), never)

  test(
    'gives the digest that the registry has, the same the second time',
    async () => {
      const registry = await startRegistry()
      const [ref, lines] = [`${registry.host}/${id}/image:1.0-x`, [] as string[]]
      const digest = await push(ref, loginOf(registry), lines)
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(await digestAt(registry, `${id}/image`, '1.0-x')).toBe(digest)
      expect(lines).toContainEqual(expect.stringMatching(/^[0-9a-f]+: Pushed$/))
      expect(lines.length).toBeLessThan(20)
      expect(await push(ref, loginOf(registry))).toBe(digest)
      expect(await tagsAt(registry, `${id}/image`)).toEqual(['1.0-x'])
    },
    TIMEOUT,
  )

  test(
    'of an image: the registry names the layers that the engine names, so that builds can be told apart by them',
    async () => {
      const registry = await startRegistry()
      const repository = `${registry.host}/${id}/layers`
      const engine = await made(`${repository}:1`)
      const digest = await engine.push(`${repository}:1`, loginOf(registry), () => undefined, never)
      const client = registryClient(() => Promise.resolve(loginOf(registry)))
      const [local, remote] = await Promise.all([
        engine.inspect(`${repository}:1`),
        client.config(repository, digest, engine.platform),
      ])
      expect(local?.layers).toEqual([expect.stringMatching(/^sha256:[0-9a-f]{64}$/)])
      expect(remote?.layers).toEqual(local?.layers)
    },
    TIMEOUT,
  )

  test(
    'with a wrong password, or none, is refused, and the ref and the remedy are named',
    async () => {
      const registry = await startRegistry()
      const ref = `${registry.host}/${id}/closed:1`
      for (const login of [{ username: registry.user, password: 'wrong' }, undefined]) {
        const pushed = push(ref, login)
        await expect(pushed).rejects.toThrow(WorkError)
        await expect(pushed).rejects.toThrow(`the push of ${ref} was refused: `)
        await expect(pushed).rejects.toMatchObject({
          remedy: expect.stringContaining(`docker login ${registry.host}`) as unknown,
        })
      }
      expect(await tagsAt(registry, `${id}/closed`)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'to a registry that is read-only is refused',
    async () => {
      const registry = await startRegistry({ readOnly: true })
      const ref = `${registry.host}/${id}/read-only:1`
      const pushed = push(ref, loginOf(registry))
      await expect(pushed).rejects.toThrow(`the push of ${ref} was refused: `)
      await expect(pushed).rejects.toMatchObject({ remedy: expect.stringContaining('read-only') as unknown })
    },
    TIMEOUT,
  )

  test(
    'to a port that nobody listens on fails',
    async () => {
      const dead = await deadHost()
      const pushed = push(`${dead}/${id}/dead:1`, undefined)
      await expect(pushed).rejects.toThrow(`the push of ${dead}/${id}/dead:1 was refused: `)
      await expect(pushed).rejects.toMatchObject({ remedy: expect.stringContaining(dead) as unknown })
    },
    TIMEOUT,
  )

  test(
    'that is refused at its very end, at the manifest, is refused',
    async () => {
      const registry = await startRegistry()
      const proxy = await proxyTo(registry.host, (method, path) =>
        method === 'PUT' && path.includes('/manifests/')
          ? {
              status: 403,
              headers: { 'content-type': 'application/json' },
              body: '{"errors":[{"code":"DENIED","message":"the tag is immutable"}]}',
            }
          : undefined,
      )
      await expect(push(`${proxy}/${id}/late:1`, loginOf(registry))).rejects.toThrow(
        /was refused: .*(immutable|denied|403)/i,
      )
      expect(await tagsAt(registry, `${id}/late`)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'ends with an abort',
    async () => {
      const registry = await startRegistry()
      const [controller, reason] = [new AbortController(), new Interrupted('enough')]
      const proxy = await proxyTo(registry.host, () => {
        controller.abort(reason)
        return undefined
      })
      const ref = `${proxy}/${id}/aborted:1`
      const pushed = (await made(ref)).push(ref, loginOf(registry), () => undefined, controller.signal)
      await expect(pushed).rejects.toBe(reason)
    },
    TIMEOUT,
  )

  test(
    'of a name that is not in the engine fails',
    async () => {
      const registry = await startRegistry()
      const engine = await connectEngine({ DOCKER_HOST: host })
      const ref = `${registry.host}/${id}/never-built:1`
      await expect(engine.push(ref, loginOf(registry), () => undefined, never)).rejects.toThrow(
        `the push of ${ref} was refused: `,
      )
    },
    TIMEOUT,
  )
})
