import { expect, test } from '@jest/globals'
import { locate } from '../../../src/registry/locate.js'

test.each([
  ['debian', 'docker.io', 'library/debian', 'https://registry-1.docker.io'],
  ['docker.io/org/image', 'docker.io', 'org/image', 'https://registry-1.docker.io'],
  ['ghcr.io/org/image', 'ghcr.io', 'org/image', 'https://ghcr.io'],
  // As an answer's origin has it: a login is for that one only.
  ['GHCR.io:443/org/image', 'GHCR.io:443', 'org/image', 'https://ghcr.io'],
  ['127.0.0.1:5000/image', '127.0.0.1:5000', 'image', 'http://127.0.0.1:5000'],
])('%s', (repository, host, name, base) => {
  expect(locate(repository)).toEqual({ host, name, base })
})
