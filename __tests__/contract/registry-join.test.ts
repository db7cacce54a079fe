import { beforeAll, expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { registryClient, type Manifest, type RegistryClient } from '../../src/registry/client.js'
import { joinIndex, platformsOf } from '../../src/registry/join.js'
import { basic, OCI, putImage, putIndex, sha256 } from '../world/by-hand.js'
import { engine, engines, removeAtEnd } from '../world/engines.js'
import { sharedRegistry, type TestRegistry } from '../world/registries.js'
import { TIMEOUT, unique } from '../world/world.js'

const id = unique()
removeAtEnd(id)
let registry: TestRegistry
let client: RegistryClient
let repository: string
let amd: Manifest
beforeAll(async () => {
  registry = await sharedRegistry()
  const { host, user: username, password } = registry
  client = registryClient(() => Promise.resolve({ username, password }))
  repository = `${host}/${id}`
  const tar = pack()
  tar.entry({ name: 'content' }, id)
  tar.finalize()
  await text(await engine.docker.importImage(Readable.from(tar), { repo: repository, tag: 'amd64' }))
  await text(
    await engine.docker.getImage(repository).push({
      tag: 'amd64',
      authconfig: { username, password, serveraddress: host },
    } as object),
  )
  amd = await manifestAt('amd64')
}, TIMEOUT)

async function manifestAt(reference: string): Promise<Manifest> {
  const manifest = await client.manifest(repository, reference)
  if (manifest === undefined) throw new Error(`there is no ${repository}:${reference}`)
  return manifest
}

interface Image {
  readonly config: { readonly digest: string; readonly size: number; readonly mediaType: string }
}

/** The same image for another architecture, as if somebody had built it there. */
async function forArchitecture(architecture: string): Promise<Manifest> {
  const authorization = basic(registry)
  const image = JSON.parse(amd.bytes.toString()) as Image
  const blobs = `http://${registry.host}/v2/${id}/blobs`
  const config = await (await fetch(`${blobs}/${image.config.digest}`, { headers: { authorization } })).json()
  const bytes = Buffer.from(JSON.stringify({ ...(config as object), architecture }))
  const begun = await fetch(`${blobs}/uploads/`, { method: 'POST', headers: { authorization } })
  const url = new URL(begun.headers.get('location') ?? '')
  url.searchParams.set('digest', sha256(bytes))
  await fetch(url, { method: 'PUT', headers: { authorization }, body: new Uint8Array(bytes) })
  const own = { ...image, config: { ...image.config, digest: sha256(bytes), size: bytes.length } }
  const manifest = Buffer.from(JSON.stringify(own))
  const made = { bytes: manifest, mediaType: amd.mediaType, digest: sha256(manifest) }
  await client.put(repository, architecture, made)
  return made
}

test(
  'images of two platforms become one name; each engine gets the one that it asks for',
  async () => {
    const arm = await forArchitecture('arm64')
    const place = { host: registry.host, name: id, authorization: basic(registry) }
    // As buildx pushes it: an index of the image and of what says how it was built.
    const attested = await putIndex(place, 'attested', [
      ['linux/arm64', arm],
      ['unknown/unknown', await putImage(place, 'attestation')],
    ])
    const entries = JSON.parse(attested.bytes.toString()) as { manifests: object[] }
    const annotations = {
      'vnd.docker.reference.digest': arm.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    }
    const [image, attestation] = entries.manifests
    const bytes = Buffer.from(JSON.stringify({ ...entries, manifests: [image, { ...attestation, annotations }] }))
    const part = { bytes, mediaType: OCI.index, digest: sha256(bytes) }
    const index = joinIndex([
      { manifest: part, platform: 'linux/arm64' },
      { manifest: amd, platform: 'linux/amd64' },
    ])
    await client.put(repository, 'joined', index)
    expect(await manifestAt('joined')).toEqual(index)
    expect(platformsOf(index.bytes)).toEqual(['linux/amd64', 'linux/arm64'])

    const { user: username, password } = registry
    for (const { docker } of engines)
      for (const architecture of ['amd64', 'arm64']) {
        const auth = { username, password, serveraddress: registry.host }
        const asked = { fromImage: repository, tag: 'joined', platform: `linux/${architecture}` }
        await text(await docker.createImage(auth, asked))
        const image = docker.getImage(`${repository}:joined`)
        expect(await image.inspect()).toMatchObject({ Architecture: architecture })
        await image.remove({ force: true })
      }
  },
  TIMEOUT,
)
