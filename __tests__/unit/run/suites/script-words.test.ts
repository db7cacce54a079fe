import { describe, expect, test } from '@jest/globals'
import { fillLaunch } from '../../../../src/run/suites/script-words.js'
import { WORDS } from './words.js'

const hostile = { ...WORDS, branch: '$(touch x)' }

describe('names in the command of a launch', () => {
  test.each([
    [
      ['launch.sh', '-b', '{branch}'],
      ['launch.sh', '-b', '$(touch x)'],
    ],
    [
      ['sh', '-c', 'launch.sh -b "$1"', 'sh', '{branch}'],
      ['sh', '-c', 'launch.sh -b "$1"', 'sh', '$(touch x)'],
    ],
    [
      ['sh', '-c', 'echo {other} {image}', '{branch}'],
      ['sh', '-c', `echo {other} ${WORDS.image}`, '$(touch x)'],
    ],
  ])('%j are words of their own', (words, filled) => {
    expect(fillLaunch(words, hostile)).toEqual(filled)
  })

  test.each([[['sh', '-c', 'launch.sh -b {branch}']], [['launch.sh', '-f', 'bash', '-lc', "pytest '{branch}'"]]])(
    '%j are no part of a script when a shell would read them',
    (words) => {
      expect(() => fillLaunch(words, hostile)).toThrow(
        '{branch} is "$(touch x)", which a shell would read in its own way',
      )
      expect(fillLaunch(words, { ...hostile, branch: 'fix/a-1' }).at(-1)).toContain('fix/a-1')
    },
  )
})
