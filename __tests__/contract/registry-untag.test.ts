import { describe, expect, test } from '@jest/globals'
import { registryClient, RegistryError } from '../../src/registry/client.js'
import type { CredentialsFor } from '../../src/registry/credentials.js'
import { publish, type Move } from '../../src/run/publish.js'
import { basic, OCI, putImage, sha256 } from '../world/by-hand.js'
import { digestAt, serve, startRegistry, tagsAt } from '../world/registries.js'
import { startTokenRegistry } from '../world/services/registry-token.js'
import { TIMEOUT, unique } from '../world/world.js'

const anonymous: CredentialsFor = () => Promise.resolve(undefined)

/** A registry of manifests that removes tags (distribution-spec, "Deleting tags"). `refused`: tags that cannot be put. */
async function removingRegistry(
  refused: readonly string[] = [],
): Promise<{ host: string; tags: Map<string, Buffer>; calls: string[] }> {
  const [tags, byDigest, calls] = [new Map<string, Buffer>(), new Map<string, Buffer>(), [] as string[]]
  const host = await serve((request, response) => {
    const { method = '', url = '' } = request
    calls.push(`${method} ${url}`)
    const reference = url.slice(url.lastIndexOf('/') + 1)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const found = tags.get(reference) ?? byDigest.get(reference)
      if (method === 'PUT' && refused.includes(reference)) response.writeHead(403).end()
      else if (method === 'PUT') {
        const bytes = Buffer.concat(chunks)
        byDigest.set(sha256(bytes), bytes)
        tags.set(reference, bytes)
        response.writeHead(201).end()
      } else if (method === 'DELETE') response.writeHead(tags.delete(reference) ? 202 : 404).end()
      else if (found === undefined) response.writeHead(404).end()
      else {
        const headers = { 'content-type': OCI.manifest, 'docker-content-digest': sha256(found) }
        response.writeHead(200, headers).end(method === 'HEAD' ? undefined : found)
      }
    })
  })
  return { host, tags, calls }
}

describe('a tag is removed', () => {
  test('where the registry does that; what it named stays', async () => {
    const { host, tags, calls } = await removingRegistry()
    const client = registryClient(anonymous)
    const manifest = { bytes: Buffer.from('{}'), mediaType: OCI.manifest, digest: sha256(Buffer.from('{}')) }
    await client.put(`${host}/x`, 'new', manifest)
    await client.put(`${host}/x`, 'other', manifest)
    expect(await client.untag(`${host}/x`, 'new')).toBe(true)
    expect([...tags.keys()]).toEqual(['other'])
    expect(await client.digest(`${host}/x`, manifest.digest)).toBe(manifest.digest)
    expect(await client.untag(`${host}/x`, 'new')).toBe(true) // Nothing is left to remove.
    expect(calls.filter((call) => call.startsWith('DELETE'))).toEqual(Array(2).fill('DELETE /v2/x/manifests/new'))
  })

  test(
    'not where it has no such call (distribution 2.8): the tag and the image stay',
    async () => {
      const registry = await startRegistry()
      const name = unique()
      const { digest } = await putImage({ host: registry.host, name, authorization: basic(registry) }, 'new')
      const client = registryClient(() => Promise.resolve({ username: registry.user, password: registry.password }))
      expect(await client.untag(`${registry.host}/${name}`, 'new')).toBe(false)
      expect(await digestAt(registry, name, 'new')).toBe(digest)
    },
    TIMEOUT,
  )

  test('not where it says so and does nothing', async () => {
    const host = await serve((request, response) => response.writeHead(request.method === 'DELETE' ? 202 : 200).end())
    expect(await registryClient(anonymous).untag(`${host}/x`, 'new')).toBe(false)
  })

  test(
    'not by somebody who may not',
    async () => {
      const registry = await startTokenRegistry({ users: { dev: { '*': ['pull', 'push'] } } })
      const { user: username, password } = registry.as('dev')
      const removed = registryClient(() => Promise.resolve({ username, password })).untag(`${registry.host}/x`, 'new')
      await expect(removed).rejects.toThrow(RegistryError)
      await expect(removed).rejects.toMatchObject({ status: 401 })
    },
    TIMEOUT,
  )

  test('never by digest', async () => {
    const { host, calls } = await removingRegistry()
    const digest = sha256(Buffer.from('{}'))
    await expect(registryClient(anonymous).untag(`${host}/x`, digest)).rejects.toThrow(`"${digest}" is not a tag`)
    expect(calls).toEqual([])
  })
})

describe('a publish that fails', () => {
  const run = (moves: readonly Move[]): ReturnType<typeof publish> =>
    publish(
      registryClient(anonymous),
      moves,
      () => new Date(0),
      () => undefined,
    )

  test('leaves no new name where tags can be removed', async () => {
    const { host, tags } = await removingRegistry(['b'])
    const bytes = Buffer.from('{}')
    tags.set('fp-1', bytes)
    const manifest = { bytes, mediaType: OCI.manifest, digest: sha256(bytes) }
    await registryClient(anonymous).put(`${host}/x`, 'fp-1', manifest)
    const moves = ['a', 'b', 'c'].map((tag) => ({ image: 'x', ref: `${host}/x:${tag}`, digest: manifest.digest }))
    const { failure, moved } = await run(moves)
    expect(failure).toMatchObject({ ref: `${host}/x:b`, left: [] })
    expect(moved).toEqual([])
    expect([...tags.keys()]).toEqual(['fp-1'])
  })

  test(
    'names those that had to stay (distribution 2.8), and puts the others back',
    async () => {
      const registry = await startRegistry()
      const name = unique()
      const place = { host: registry.host, name, authorization: basic(registry) }
      const [old, now] = [await putImage(place, 'old'), await putImage(place, 'fp-1')]
      const client = registryClient(() => Promise.resolve({ username: registry.user, password: registry.password }))
      const ref = `${registry.host}/${name}`
      await client.put(ref, 'stable', old)
      const gone = sha256(Buffer.from('gone'))
      let broken = false
      const names = {
        ...client,
        // The registry loses what the last move needs between the reading and the move.
        put: (repository: string, tag: string, manifest: typeof old) => {
          const bytes = Buffer.from(manifest.bytes.toString().replace(/sha256:\w{64}/, gone))
          const breaks = tag === 'last' && !broken
          broken ||= breaks
          return client.put(repository, tag, breaks ? { ...manifest, bytes } : manifest)
        },
      }
      const moves = ['new', 'stable', 'last'].map((tag) => ({ image: 'x', ref: `${ref}:${tag}`, digest: now.digest }))
      const { failure, moved } = await publish(
        names,
        moves,
        () => new Date(0),
        () => undefined,
      )
      expect(failure).toMatchObject({
        ref: `${ref}:last`,
        left: [`${ref}:new still names ${now.digest} (the name was new, and this registry removes none)`],
      })
      expect(moved).toEqual([{ image: 'x', ref: `${ref}:new`, digest: now.digest }])
      expect(await tagsAt(registry, name)).toEqual(['fp-1', 'new', 'old', 'stable'])
      expect(await digestAt(registry, name, 'stable')).toBe(old.digest)
    },
    TIMEOUT,
  )
})
