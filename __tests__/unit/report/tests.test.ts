import { expect, test } from '@jest/globals'
import { failedPlaces, isMute, keyOf, placeText, remarksOf, someOf } from '../../../src/report/tests.js'
import type { ImageResult, SuiteResult, TestFailure } from '../../../src/run/results.js'
import { imageResult } from '../support.js'

const failure = (more: Partial<TestFailure> = {}): TestFailure => ({
  ...{ name: 't', file: 'a.py', line: 3, message: 'm', lines: ['x'] },
  ...more,
})
const suite = (more: Partial<SuiteResult> = {}): SuiteResult => ({
  ...{ name: 's', kind: 'pytest', on: 'container', outcome: 'failed', ms: 1 },
  ...more,
})
const image = (id: string, ...suites: Partial<SuiteResult>[]): ImageResult =>
  imageResult(id, { suites: suites.map((more) => suite(more)) })
const bare: TestFailure = { name: 't', message: 'm', lines: [] }

test.each<[string, TestFailure, TestFailure, boolean]>([
  ['itself', failure(), failure(), true],
  ['other lines of the log', failure(), failure({ lines: ['y'] }), true],
  ['another name', failure(), failure({ name: 'u' }), true],
  ['another line', failure(), failure({ line: 4 }), false],
  ['another file', failure(), failure({ file: 'b.py' }), false],
  ['another message', failure(), failure({ message: 'n' }), false],
  ['no file: the name counts', bare, { ...bare, name: 'u' }, false],
  ['no file: the same', bare, { ...bare }, true],
  ['no line: the name counts', { ...bare, file: 'a.py' }, { ...bare, file: 'a.py', name: 'u' }, false],
])('a failure is one with %s', (_what, one, other, same) => expect(keyOf(one) === keyOf(other)).toBe(same))

test('what fails on several images is one place, in the order of the images', () => {
  const images = [
    image('a', { failures: [failure(), failure({ line: 9 })] }),
    image('b', { failures: [failure({ name: 'u' })] }, { name: 'r', failures: [failure()] }),
    image('c', { outcome: 'passed', failures: [failure()] }),
    image('d', {}),
  ]
  expect(failedPlaces(images)).toEqual([
    { failure: failure(), images: ['a', 'b'], tests: ['t', 'u'] },
    { failure: failure({ line: 9 }), images: ['a'], tests: ['t'] },
  ])
})

test('remarks are told once for each image, the flaky ones first', () => {
  const images = [
    image('a', { unexpected: ['x'] }, { flaky: ['y', 'y'] }, { name: 'r', flaky: ['y'] }),
    image('b', { outcome: 'passed', flaky: ['x', 'y'] }),
  ]
  expect(remarksOf(images)).toEqual([
    { kind: 'flaky', test: 'y', images: ['a', 'b'] },
    { kind: 'flaky', test: 'x', images: ['b'] },
    { kind: 'unexpected', test: 'x', images: ['a'] },
  ])
  expect(remarksOf([image('a', {})])).toEqual([])
})

test.each([
  [suite(), true],
  [suite({ failures: [] }), true],
  [suite({ failures: [bare] }), false],
  [suite({ outcome: 'passed' }), false],
  [suite({ outcome: 'off' }), false],
  [suite({ outcome: 'cancelled' }), false],
])('of %j it is %s that nothing says why it failed', (one, mute) => expect(isMute(one)).toBe(mute))

test.each([
  [failure(), '', 'a.py:3'],
  [failure(), 'sub/dir', 'sub/dir/a.py:3'],
  [{ ...bare, file: 'a.py' }, 'sub', 'sub/a.py'],
  [bare, 'sub', 't'],
])('the place of %j below %j is %j', (one, directory, place) => expect(placeText(one, directory)).toBe(place))

test.each([
  [[], 3, ''],
  [['a'], 3, 'a'],
  [['a', 'b', 'c'], 3, 'a, b, c'],
  [['a', 'b', 'c', 'd'], 3, 'a, b, c and 1 more'],
])('of %j at most %d are %j', (names, most, shown) => expect(someOf(names, most)).toBe(shown))
