import { describe, expect, test } from '@jest/globals'
import { parseDuration } from '../../../src/shared/duration.js'
import { codeOf, EXIT, messageOf, statusOf, UserError, userError, WorkError } from '../../../src/shared/errors.js'
import { nearest, suggest } from '../../../src/shared/nearest.js'
import { valueAt } from '../../../src/shared/values.js'

describe('durations', () => {
  test.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    [' 2 m ', 120_000],
    ['0', 0],
    ['0.25', 250],
    ['596h', 2_145_600_000],
  ])('%j is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms))

  test.each(['', 'm', '-1', '1d', '1h30m', '1e3', '5 minutes', '1.', '.5', '1,5', 'Infinity'])(
    '%j is no time',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  )

  test.each(['597h', '999999999h', '2147484'])('%j is longer than a timer can wait', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  )
})

describe('suggestions', () => {
  test.each([
    ['dependon', ['depend_on', 'image_name'], 'depend_on'],
    ['BASE', ['base', 'leaf'], 'base'],
    ['tset', ['test', 'build'], 'test'],
    ['xyzxyz', ['build', 'push'], undefined],
    ['a', [], undefined],
  ])('%j among %j means %j', (wrong, known, expected) => expect(nearest(wrong, known)).toBe(expected))

  test.each([
    ['bild', ['build', 'push'], 'Did you mean "build"?'],
    ['zzzzzzzz', ['build', 'push'], 'The commands: "build", "push".'],
    ['x', [], 'There are no commands.'],
  ])('%j among %j: %s', (wrong, known, expected) => expect(suggest(wrong, known, 'commands')).toBe(expected))

  test('a long list is cut', () => {
    const known = Array.from({ length: 20 }, (_, index) => `command-number-${index}`)
    expect(suggest('?', known, 'commands')).toMatch(/"command-number-11" and 8 more\.$/)
  })
})

test.each([
  [{ a: [{ b: 1 }] }, ['a', 0, 'b'], 1],
  [{ a: null }, ['a', 'b'], undefined],
  ['text', ['length'], undefined],
  [undefined, ['a'], undefined],
  [7, [], 7],
])('in %j at %j lies %j', (value, path, expected) => expect(valueAt(value, path)).toBe(expected))

test('errors carry the exit status that scripts rely on', () => {
  expect(userError('wrong', { line: 3 })).toMatchObject({
    exit: EXIT.usage,
    message: 'wrong',
    problems: [{ message: 'wrong', line: 3 }],
  })
  expect(new UserError([{ message: 'a' }, { message: 'b' }]).message).toBe('a; b')
  expect(new WorkError('failed', { evidence: ['x'], cause: 1 })).toMatchObject({
    exit: EXIT.failed,
    evidence: ['x'],
    cause: 1,
  })
  expect(EXIT).toEqual({ done: 0, failed: 1, usage: 2, interrupted: 130 })
})

test.each([
  [new Error('a'), 'a'],
  ['b', 'b'],
  [null, 'null'],
  [undefined, 'undefined'],
])('the text of %p is %j', (thrown, expected) => expect(messageOf(thrown)).toBe(expected))

test('codes and statuses are read only where they are', () => {
  expect(codeOf(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe('ENOENT')
  expect(statusOf(Object.assign(new Error('x'), { statusCode: 404 }))).toBe(404)
  for (const thrown of [null, undefined, 'x', {}, { code: 1 }, { statusCode: '404' }]) {
    expect([codeOf(thrown), statusOf(thrown)]).toEqual([undefined, undefined])
  }
})
