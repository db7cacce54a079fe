import { afterEach, expect, test } from '@jest/globals'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connectEngine } from '../../../src/docker/engine.js'
import { UserError } from '../../../src/shared/errors.js'

let server: Server
async function listening(answer: (end: (text: string) => void) => void): Promise<string> {
  server = createServer((_request, response) =>
    answer((text) => response.setHeader('content-type', 'application/json').end(text)),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
}
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('an engine that takes the connection and says nothing', async () => {
  const host = await listening(() => undefined)
  const connecting = connectEngine({ DOCKER_HOST: host }, 50)
  await expect(connecting).rejects.toThrow(UserError)
  await expect(connecting).rejects.toThrow(
    `no Docker engine answers at ${host} (DOCKER_HOST): it takes the connection and does not answer`,
  )
})

test.each(['{}', '[]', 'null', '{"ApiVersion": 1.39}'])('something that answers with %s', async (text) => {
  const host = await listening((end) => end(text))
  await expect(connectEngine({ DOCKER_HOST: host })).rejects.toThrow('what answers there is no Docker engine')
})

test('certificates that are not there', async () => {
  await listening(() => undefined)
  await expect(
    connectEngine({ DOCKER_HOST: 'https://127.0.0.1:1', DOCKER_CERT_PATH: '/nowhere' }),
  ).rejects.toMatchObject({ problems: ['ca', 'cert', 'key'].map((name) => ({ file: `/nowhere/${name}.pem` })) })
})
