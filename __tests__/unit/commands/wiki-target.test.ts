import { expect, test } from '@jest/globals'
import { accessOf } from '../../../src/commands/wiki-target.js'

const asked = (server: string) =>
  accessOf({
    inputs: { wiki: '', token: '' },
    env: { GITHUB_REPOSITORY: 'org/images', GITHUB_SERVER_URL: server },
    signal: new AbortController().signal,
    now: () => new Date(),
  })

test.each([
  ['https://github.com', 'https://github.com', 'https://api.github.com'],
  ['https://git.example.org:8443/hub/', 'https://git.example.org:8443/hub', 'https://git.example.org:8443/hub/api/v3'],
])('the wiki at %s', (server, serverUrl, apiUrl) => expect(asked(server)).toMatchObject({ serverUrl, apiUrl }))

test.each(['git.example.org', 'https://', 'ssh://git@example.org', 'file:///etc', 'ext::sh -c x'])(
  '%s is no server',
  (server) => expect(() => asked(server)).toThrow(/GITHUB_SERVER_URL/),
)
