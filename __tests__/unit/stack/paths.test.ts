import { expect, test } from '@jest/globals'
import { posix } from 'node:path'
import fc from '../property.js'
import { inStack, joinInside, wayInside } from '../../../src/stack/paths.js'

test.each([
  ['.', 'a/b', 'a/b'],
  ['.', '.', '.'],
  ['.', './a//b/', 'a/b'],
  ['.', 'a/..', '.'],
  ['.', '..', undefined],
  ['.', 'a/../../b', undefined],
  ['a', '../b/Dockerfile', 'b/Dockerfile'],
  ['a/b', '../../x', 'x'],
  ['a/b', '../../../x', undefined],
  ['a', '', 'a'],
  ['a', '...', 'a/...'],
])('from %j, %j is %j', (from, path, expected) => expect(joinInside(from, path)).toBe(expected))

test.each([
  ['.', 'a/b', 'a/b'],
  ['a', 'a/b', 'b'],
  ['a', 'a', '.'],
  ['a', 'ab/c', undefined],
  ['a/b', 'a/b/c', 'c'],
  ['a/b', 'a/c', undefined],
  ['a/b', 'a', undefined],
])('the way from %j to %j is %j', (folder, path, expected) => expect(wayInside(folder, path)).toBe(expected))

test('what was joined is found again on the way back', () => {
  const part = fc.constantFrom('a', 'b', '.x', 'a b', '*')
  const way = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(fc.oneof(fc.constant('.'), way), way, (folder, path) => {
      expect(wayInside(folder, joinInside(folder, path) ?? '')).toBe(path)
    }),
  )
})

test('a path is what the system would make of it, or leads out', () => {
  const path = fc.array(fc.constantFrom('..', '.', '', 'a', 'b')).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(path, path, (from, way) => {
      const start = joinInside('.', `./${from}`)
      fc.pre(start !== undefined)
      const plain = posix.join(start, way).replace(/\/$/, '')
      expect(joinInside(start, way)).toBe(plain === '..' || plain.startsWith('../') ? undefined : plain)
    }),
  )
})

test.each([
  ['images/spec.yml', 'a/Dockerfile', 'images/a/Dockerfile'],
  ['spec.yml', 'a/Dockerfile', 'a/Dockerfile'],
  ['/w/images/spec.yml', '.', '/w/images/.'],
])('beside %s, %s is %s for the user', (spec, path, expected) => expect(inStack(spec, path)).toBe(expected))
