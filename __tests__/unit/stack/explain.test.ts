import { expect, test } from '@jest/globals'
import { explainImage, explainPlan, reasonText } from '../../../src/stack/explain.js'
import type { ImageSource } from '../../../src/stack/model.js'
import { makePlan } from '../../../src/stack/plan.js'
import { loadSpec } from '../../../src/stack/spec/load.js'

test.each([
  [{ kind: 'all' }, 'a run without --images takes every image'],
  [{ kind: 'named' }, 'it was named'],
  [{ kind: 'parent-of', image: 'leaf' }, 'leaf is built on it'],
  [{ kind: 'not-named' }, 'it was not named and nothing named is built on it'],
  [{ kind: 'plan-skipped', variant: 'P' }, 'its skip_plans name "P"'],
] as const)('%j in words', (reason, words) => expect(reasonText(reason)).toBe(words))

test('a plan in words', () => {
  const stack = loadSpec(
    'images: {base: , leaf: {depend_on: base}, other: }\nsuites: {smoke: {run: x, images: leaf}}',
    'spec.yml',
  )
  const source: ImageSource = {
    contextHash: '',
    dockerfileText: 'ARG BASE_IMAGE=debian\nFROM ${BASE_IMAGE}',
    tests: undefined,
    integrationTests: undefined,
  }
  const plan = makePlan({
    stack,
    sources: new Map([
      ['base', { ...source, integrationTests: 'base/integration_tests' }],
      ['leaf', source],
      ['other', source],
    ]),
    commonTests: undefined,
    event: 'local',
    facts: { branch: 'main', sha: '' },
    only: ['leaf'],
    registries: ['ghcr.io/acme'],
    platform: 'linux/amd64',
    baseDigest: (ref) => ref,
    defaultTimeoutMs: 1,
  })
  expect(plan.images.map(explainImage)).toEqual([
    'base: build, because leaf is built on it',
    'other: skip, because it was not named and nothing named is built on it',
    'leaf: build, because it was named',
  ])
  expect(explainPlan(plan)).toEqual([
    'base: build, because leaf is built on it',
    expect.stringMatching(/^ {2}suites: integration_tests \(off: .*host.*\)$/),
    '  to: ghcr.io/acme/base:main',
    'other: skip, because it was not named and nothing named is built on it',
    'leaf: build, because it was named',
    '  suites: smoke',
    '  to: ghcr.io/acme/leaf:main',
  ])
})
