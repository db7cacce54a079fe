import { expect, test } from '@jest/globals'
import { cacheType, cacheValue, csvField } from '../../../src/docker/caches.js'
import { causeOf } from '../../../src/docker/cause.js'
import fc from '../property.js'

test.each([
  ['host/name:tag', 'registry', undefined],
  ['type=registry,ref=host/name:tag', 'registry', 'host/name:tag'],
  ['ref=host/name:tag, Type = gha', 'gha', 'host/name:tag'],
  ['type=local,"src=/a,b ""c"""', 'local', undefined],
  ['', 'registry', undefined],
])('%j is a cache of type %s, ref %s', (text, type, ref) => {
  expect(cacheType(text)).toBe(type)
  expect(cacheValue(text, 'ref')).toBe(ref)
})

test('a field of CSV is read as it was written', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => text.trim() === text),
      (value) => expect(cacheValue(`type=x,${csvField(`key=${value}`)},y=z`, 'key')).toBe(value),
    ),
  )
})

test.each([
  ['ERROR: failed to build: failed to solve: process "x" did not complete', 'process "x" did not complete'],
  [
    'ERROR: failed to build: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: unknown instruction: RUNN',
    'dockerfile parse error line 2: unknown instruction: RUNN',
  ],
  ['executor failed running [x]: exit code: 3', 'executor failed running [x]: exit code: 3'],
])('the cause of %j', (message, cause) => expect(causeOf(message)).toBe(cause))
