import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { factsSource } from '../../../src/commands/wiki-facts.js'
import type { RegistryClient } from '../../../src/registry/client.js'

const sha = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

test('an index of thousands of platforms is not asked for to its end', async () => {
  const manifests = Array.from({ length: 5000 }, (_, at) => ({ digest: sha(String(at)), platform: { os: 'linux' } }))
  const bytes = Buffer.from(JSON.stringify({ manifests }))
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  let asked = 0
  const registry = {
    manifest: (_: string, reference: string) => {
      asked++
      return Promise.resolve(reference === sha('index') ? { bytes, mediaType, digest: reference } : undefined)
    },
  } as unknown as RegistryClient
  const source = factsSource(registry, [], [], new AbortController().signal)
  expect(await source.of('r.io/x', sha('index'))).toBeUndefined()
  expect(asked).toBeLessThan(100)
})
