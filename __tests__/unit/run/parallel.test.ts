import { expect, test } from '@jest/globals'
import { defaultLimits } from '../../../src/run/parallel.js'

const GIB = 2 ** 30

test.each([
  ['one per core', 8, 64 * GIB, 8],
  ['two on one core: most of a build is waiting', 1, 8 * GIB, 2],
  ['a hosted runner', 4, 16 * GIB, 4],
  ['one per 2 GiB of memory', 16, 7.5 * GIB, 3],
  ['one where there is hardly memory', 2, 0.5 * GIB, 1],
])('%s', (_, cores, memoryBytes, tasks) => {
  expect(defaultLimits({ cores, memoryBytes })).toEqual({ build: tasks, test: tasks, push: 4 })
})
