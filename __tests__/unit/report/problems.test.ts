import { expect, test } from '@jest/globals'
import { problemLines } from '../../../src/report/problems.js'

test('a problem with all there is', () => {
  const problem = {
    message: 'there is no image "bse"',
    file: 'images/spec.yml',
    line: 12,
    column: 16,
    excerpt: '    depend_on: bse',
    remedy: 'Did you mean "base"?',
  }
  expect(problemLines([problem])).toEqual([
    'images/spec.yml:12:16: error: there is no image "bse"',
    '  12 |     depend_on: bse',
    '     |                ^',
    '  → Did you mean "base"?',
  ])
})

test.each([
  [{ message: 'a' }, ['error: a']],
  [{ message: 'a', file: 'f' }, ['f: error: a']],
  [{ message: 'a', file: 'f', line: 3 }, ['f:3: error: a']],
  [{ message: 'a', file: 'f', line: 3, column: 1, excerpt: '   ' }, ['f:3:1: error: a']],
  [{ message: 'a', line: 3, column: 2, excerpt: '\tx' }, ['3:2: error: a', '  3 |  x', '    |  ^']],
  [{ message: 'a', remedy: 'b' }, ['error: a', '  → b']],
])('%j', (problem, lines) => expect(problemLines([problem])).toEqual(lines))

test('several problems, one after the other', () => {
  expect(problemLines([{ message: 'a', remedy: 'b' }, { message: 'c' }])).toEqual(['error: a', '  → b', 'error: c'])
})

test('a long line is cut, and the mark stays near', () => {
  const lines = problemLines([{ message: 'a', line: 1, column: 5000, excerpt: 'x'.repeat(9000) }])
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(170)
})

test('nothing in a spec reaches the terminal as an escape sequence or a line of its own', () => {
  const evil = '\u001b[2J\n::error::x'
  const lines = problemLines([
    { message: evil, file: `images/${evil}`, line: 1, column: 1, excerpt: evil, remedy: evil },
  ])
  expect(lines).toHaveLength(4)
  for (const line of lines) expect(line).not.toMatch(/\p{Cc}/u)
})
