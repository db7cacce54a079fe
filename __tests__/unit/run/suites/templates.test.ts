import { describe, expect, test } from '@jest/globals'
import fc from '../../property.js'
import { fillWords, suiteVariables } from '../../../../src/run/suites/templates.js'
import { WORDS } from './words.js'

test.each([
  ['{ref}', WORDS.ref],
  ['{image} {variant} {platform}', 'a default linux/amd64'],
  ['--tag={tag}', '--tag=main'],
  ['{prefix}-{branch}-{sha}', '2026.4-main-abc1234'],
  ['{stage}/{version}', 'ci/1.2'],
  ['[{digest}]', '[]'],
  ['{{ref}}', `{${WORDS.ref}}`],
  ['{other} {} {REF} {re f} $ref ${ref', '{other} {} {REF} {re f} $ref ${ref'],
  ['{constructor} {toString} {hasOwnProperty}', '{constructor} {toString} {hasOwnProperty}'],
  ['{"a": {}}', '{"a": {}}'],
])('%s stands for %s', (word, filled) => expect(fillWords([word], WORDS)).toEqual([filled]))

describe('whatever the facts hold', () => {
  const facts = fc.record({ branch: fc.string({ unit: 'binary' }), ref: fc.string() })

  test('words stay words, and what was put in is not read again', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.string()), ({ branch, ref }, words) => {
        const filled = fillWords(['x={branch}', ...words], { ...WORDS, branch, ref })
        expect(filled).toHaveLength(words.length + 1)
        expect(filled[0]).toBe(`x=${branch}`)
      }),
    )
    expect(fillWords(['{branch}'], { ...WORDS, branch: '{sha} $& $1' })).toEqual(['{sha} $& $1'])
  })
})

test('the same as variables', () => {
  expect(suiteVariables(WORDS, 'smoke')).toEqual({
    STACK_IMAGE: 'a',
    STACK_VARIANT: 'default',
    STACK_REF: WORDS.ref,
    STACK_DIGEST: '',
    STACK_TAG: 'main',
    STACK_PLATFORM: 'linux/amd64',
    STACK_PREFIX: '2026.4',
    STACK_BRANCH: 'main',
    STACK_SHA: 'abc1234',
    STACK_STAGE: 'ci',
    STACK_VERSION: '1.2',
    STACK_SUITE: 'smoke',
  })
})
