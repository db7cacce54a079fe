import { expect, test } from '@jest/globals'
import { loginRemedy, pushRemedy } from '../../../src/registry/remedies.js'

test.each([
  ['ghcr.io', 403, /packages: write.*"Manage Actions access"/],
  ['docker.io', 401, /somebody who may write to org\/image.*Read & Write/],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 403, /ecr:InitiateLayerUpload/],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 404, /aws ecr create-repository --repository-name org\/image/],
  ['r.example:5000', 401, /docker login r\.example:5000.*may push to org\/image/],
  ['r.example:5000', 404, /first: this registry does not/],
  ['r.example:5000', 405, /read-only/],
  ['r.example:5000', 503, undefined],
])('a push that %s refuses with %d', (host, status, expected) => {
  const remedy = pushRemedy(host, 'org/image', status)
  if (expected === undefined) expect(remedy).toBeUndefined()
  else expect(remedy).toMatch(expected)
})

test.each([
  ['ghcr.io', 'Log in with "docker login ghcr.io"; the job also needs permissions: packages: write.'],
  ['r.example', 'Log in with "docker login r.example".'],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', /twelve hours/],
])('a login that %s refuses', (host, expected) => {
  if (typeof expected === 'string') expect(loginRemedy(host)).toBe(expected)
  else expect(loginRemedy(host)).toMatch(expected)
})
