import { expect, test } from '@jest/globals'
import { registryClient } from '../../src/registry/client.js'
import { sha256 } from '../world/by-hand.js'
import { serve } from '../world/registries.js'

const anonymous = registryClient(() => Promise.resolve(undefined))
const bytes = Buffer.from('{}')
const manifest = { bytes, mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: sha256(bytes) }

/** A registry that is busy once, says until when, and then takes everything. */
async function busyOnce(retryAfter: () => string): Promise<{ host: string; requests: string[] }> {
  const requests: string[] = []
  const host = await serve((request, response) => {
    request.resume()
    requests.push(request.method ?? '')
    if (requests.length === 1) response.writeHead(429, { 'retry-after': retryAfter() }).end('slow down')
    else response.writeHead(201).end()
  })
  return { host, requests }
}

test.each([
  ['seconds', () => '1'],
  ['a date', () => new Date(Date.now() + 1000).toUTCString()],
  ['a date that has passed', () => new Date(0).toUTCString()],
  ['something else', () => 'later'],
])(
  'a put that is to wait: %s',
  async (_what, retryAfter) => {
    const { host, requests } = await busyOnce(retryAfter)
    await anonymous.put(`${host}/x`, 'y', manifest)
    expect(requests).toEqual(['PUT', 'PUT'])
  },
  30_000,
)

test('a time that is too long is told, not waited for and not cut short', async () => {
  const { host, requests } = await busyOnce(() => '3600')
  const put = anonymous.put(`${host}/x`, 'y', manifest)
  await expect(put).rejects.toThrow('the registry answered 429: slow down')
  await expect(put).rejects.toMatchObject({ status: 429, remedy: expect.stringContaining('1h00m') as unknown })
  expect(requests).toEqual(['PUT'])
})
