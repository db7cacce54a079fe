import { expect, test } from '@jest/globals'
import { exitStatus, problemsOf } from '../../../src/entry/failure.js'
import { Interrupted, UserError, WorkError } from '../../../src/shared/errors.js'

const OURS = 'This is a fault of stack-action: set STACK_DEBUG=1 for the place, and please report it.'

test.each<[string, unknown, number, object[]]>([
  [
    'a mistake of the user',
    new UserError([{ message: 'a', line: 3 }, { message: 'b' }]),
    2,
    [{ message: 'a', line: 3 }, { message: 'b' }],
  ],
  ['failed work', new WorkError('c'), 1, [{ message: 'c' }]],
  ['failed work with a remedy', new WorkError('c', { remedy: 'd' }), 1, [{ message: 'c', remedy: 'd' }]],
  ['an interruption', new Interrupted('interrupted early'), 130, [{ message: 'interrupted early' }]],
  ['a bug', new TypeError('x is not a function'), 1, [{ message: 'x is not a function', remedy: OURS }]],
  ['anything else', 'text', 1, [{ message: 'text', remedy: OURS }]],
])('%s', (_what, thrown, status, problems) => {
  expect(exitStatus(thrown)).toBe(status)
  expect(problemsOf(thrown)).toEqual(problems)
})
