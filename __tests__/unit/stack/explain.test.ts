import { describe, expect, test } from '@jest/globals'
import {
  everythingText,
  explainChain,
  explainImage,
  explainPlan,
  planNotes,
  reasonText,
  sourceText,
  whyText,
} from '../../../src/stack/explain.js'
import type { Plan, PlannedImage } from '../../../src/stack/plan.js'
import type { Everything, Reason } from '../../../src/stack/reasons.js'
import { plannedImage, planOf } from '../support.js'
import { draftsOf, integrationIn, planFor, presenceOf, suiteOf, touched } from './planning.js'

const file = { path: 'images/a/Dockerfile' }
const DIGESTS = { from: `sha256:${'0123456789ab'.repeat(6)}`, to: `sha256:${'f'.repeat(64)}` }

test.each<[Reason, string]>([
  [{ kind: 'everything', because: { kind: 'event', event: 'schedule' } }, 'the event schedule takes every image'],
  [{ kind: 'file', file, more: 0 }, 'images/a/Dockerfile changed'],
  [{ kind: 'file', file, more: 1 }, 'images/a/Dockerfile changed (and 1 more file of it)'],
  [
    { kind: 'file', file: { ...file, commit: '3f2c1aa' }, more: 2 },
    'images/a/Dockerfile changed in 3f2c1aa (and 2 more files of it)',
  ],
  [{ kind: 'file', file: { ...file, pull: 12 }, more: 0 }, 'images/a/Dockerfile changed in PR #12'],
  [
    { kind: 'file', file: { ...file, commit: '3f2c1aa', pull: 12 }, more: 0 },
    'images/a/Dockerfile changed in 3f2c1aa (PR #12)',
  ],
  [{ kind: 'shared-file', file: { path: 'spec.yml' } }, 'spec.yml changed, which every image depends on'],
  [{ kind: 'parent', image: 'base' }, 'its parent base is touched by the change'],
  [{ kind: 'named' }, 'it was named'],
  [{ kind: 'base-moved', base: 'debian:12', ...DIGESTS }, 'its base debian:12 moved from 0123456789ab to ffffffffffff'],
  [{ kind: 'needed-by', image: 'leaf' }, 'leaf is built on it and nobody is known to have it'],
  [{ kind: 'missing', ref: 'r' }, 'the registry does not have it as it is now'],
  [{ kind: 'parent-built', image: 'base' }, 'its parent base is built'],
  [{ kind: 'not-published', ref: 'acme/a:main' }, 'the tag main is not on it yet'],
  [{ kind: 'found', ref: 'r' }, 'the registry has this very content'],
  [{ kind: 'tested', ref: 'r' }, 'it passed its suites'],
  [{ kind: 'untested' }, 'it has not passed these suites'],
  [{ kind: 'not-looked-up', why: 'refused' }, 'the registry could not be asked'],
  [{ kind: 'not-trusted' }, 'what the registry has is not trusted'],
  [{ kind: 'unchanged' }, 'nothing that it is made of changed'],
  [{ kind: 'not-named' }, 'it was not named'],
  [{ kind: 'plan-skipped', variant: 'P' }, 'its skip_plans name "P"'],
  [{ kind: 'deleted', branch: 'feature' }, 'the branch feature was deleted'],
])('%j in words', (reason, words) => {
  expect(reasonText(reason)).toBe(words)
  expect(explainImage(plannedImage('a', { reasons: [reason] }))).toBe(`a: build, because ${words}`)
})

test.each<[Everything, string]>([
  [{ kind: 'local' }, 'a run at a terminal takes every image unless --base names a commit to compare with'],
  [{ kind: 'event', event: 'workflow_dispatch' }, 'the event workflow_dispatch takes every image'],
  [{ kind: 'default-branch', branch: 'main' }, 'on the default branch main every image is taken'],
  [{ kind: 'first-push', branch: 'x' }, 'the branch x is new, and so are the names of its images'],
  [{ kind: 'full-rebuild', by: 'message' }, 'the commit message asks for a full rebuild'],
  [{ kind: 'full-rebuild', by: 'input' }, 'a full rebuild was asked for'],
  [{ kind: 'unknown', why: 'no clone' }, 'nobody could say what changed (no clone)'],
])('everything, because of %j', (because, words) => {
  expect(everythingText(because)).toBe(words)
  expect(sourceText(planOf([], { everything: because }))).toBe(`every image is considered: ${words}`)
})

describe('what is compared', () => {
  const source = (more: Partial<Plan['source']>): string =>
    sourceText(planOf([], { source: { ...planOf([]).source, ...more } }))

  test.each<[Partial<Plan['source']>, string]>([
    [{}, '1 changed file (compared by git, aaaaaaa..bbbbbbb)'],
    [{ files: 2, kind: 'github-pull' }, '2 changed files (from the pull request, by GitHub’s API, aaaaaaa..bbbbbbb)'],
    [{ files: 0, kind: 'github-compare' }, '0 changed files (compared by GitHub’s API, aaaaaaa..bbbbbbb)'],
    [{ files: 3, base: 'main', head: 'HEAD~1' }, '3 changed files (compared by git, main..HEAD~1)'],
    [{ files: 0, base: '', head: '', kind: 'none' }, '0 changed files (nobody was asked)'],
  ])('%j: %s', (more, words) => expect(source(more)).toBe(words))
})

test('what went by the way is noted', () => {
  const plan = planOf([], {
    source: {
      ...planOf([]).source,
      tried: [
        { source: 'github-pull', why: 'no token' },
        { source: 'none', why: 'the head commit is not known' },
      ],
    },
    unknown: ['ghcr.io does not answer'],
    drift: [
      { base: 'debian:12', ...DIGESTS, images: ['a', 'b'], rebuilt: false },
      { base: 'alpine:3', ...DIGESTS, images: ['c'], rebuilt: true },
    ],
  })
  expect(planNotes(plan)).toEqual([
    'github-pull could not say what changed: no token',
    'the head commit is not known',
    'not everything is known: ghcr.io does not answer',
    'the base debian:12 of a, b moved from 0123456789ab to ffffffffffff; this run keeps to the old one (base-drift: rebuild takes the new one)',
    'the base alpine:3 of c moved from 0123456789ab to ffffffffffff; this run builds on the new one',
  ])
})

test('what is taken to be there is noted too', () => {
  expect(planNotes(planOf([], { unknown: ['no login'], assumes: true }))).toEqual([
    'not everything is known: no login; what the change does not touch is taken to be there',
  ])
})

test.each<[Reason[], string]>([
  [[{ kind: 'everything', because: { kind: 'local' } }], everythingText({ kind: 'local' })],
  [[{ kind: 'everything', because: { kind: 'local' } }, { kind: 'named' }], 'it was named'],
  [[{ kind: 'named' }, { kind: 'untested' }], 'it was named; it has not passed these suites'],
])('why, in few words: %j', (reasons, words) => expect(whyText({ reasons })).toBe(words))

test('a plan in words', () => {
  const drafts = draftsOf(
    'images: {base: {image_name: acme/base}, leaf: {image_name: acme/leaf, depend_on: base}, other: {image_name: acme/other}}\nsuites: {smoke: {run: x, images: leaf}}',
    { base: { tests: [integrationIn('base/integration_tests')] } },
  )
  const presence = presenceOf(drafts, ({ id }) => (id === 'leaf' ? 'absent' : 'published'))
  expect(explainPlan(planFor(drafts, { affected: touched('base'), presence, publishes: false }))).toEqual([
    '1 changed file (compared by git, aaaaaaa..bbbbbbb)',
    'reuse  base   images/base/Dockerfile changed; the registry has this very content',
    'skip   other  nothing that it is made of changed',
    'build  leaf   its parent base is touched by the change',
    'leaf',
    '  suites:',
    '    smoke  command  in the container  x',
    '  to: acme/leaf:main, acme/leaf:abc1234',
    '1 to build, 1 to reuse, 1 to skip; 1 to test',
  ])
})

test.each<[Partial<PlannedImage>, string[]]>([
  [{ action: 'build', test: false }, ['a', '  suites: none', '  to: acme/a:main']],
  [
    { action: 'reuse', test: true, suites: [suiteOf(), suiteOf({ name: 'gpu' })] },
    [
      ...['a', '  suites:', '    smoke  command  in the container  true', '    gpu    command  in the container  true'],
      '  to: acme/a:main',
    ],
  ],
  [
    { action: 'build', test: true, suites: [suiteOf(), suiteOf({ name: 'host', off: 'why' })] },
    [...['a', '  suites:', '    smoke  command  in the container  true', '    host is off: why'], '  to: acme/a:main'],
  ],
  [{ action: 'reuse', test: false, suites: [suiteOf()] }, []],
  [{ action: 'skip', test: false }, []],
])('the details of %j', (more, lines) => {
  expect(explainPlan(planOf([plannedImage('a', more)])).slice(2, -1)).toEqual(lines)
})

test('what runs on an image, how, where and whose it is; what does not, and why', () => {
  const suites = [
    suiteOf({ name: 'tests_common', kind: 'pytest', files: 'tests_common' }),
    suiteOf({ name: 'base', kind: 'pytest', on: 'host', files: 'base/test', targets: ['test_a.py'], of: 'base' }),
    suiteOf({ name: 'a.ml.imports', kind: 'imports', files: 'a/environments/ml/tests', targets: ['imports'] }),
    suiteOf({ name: 'nb', kind: 'notebooks', targets: ['/opt/a.ipynb', '/opt/b.ipynb'] }),
    suiteOf({ name: 'sign', on: 'host', pushed: true, run: ['cosign', 'sign', '{ref}'] }),
    suiteOf({ name: 'gpu', off: 'left out by skip-suites' }),
  ]
  expect(explainPlan(planOf([plannedImage('a', { suites })])).slice(2, -1)).toEqual([
    'a',
    '  suites:',
    '    tests_common  pytest     in the container             tests_common',
    '    base          pytest     on the host                  base/test test_a.py              (of base)',
    '    a.ml.imports  imports    in the container             a/environments/ml/tests imports',
    '    nb            notebooks  in the container             /opt/a.ipynb /opt/b.ipynb',
    '    sign          command    on the host, after the push  cosign sign {ref}',
    '    gpu is off: left out by skip-suites',
    '  to: acme/a:main',
  ])
})

test('of an image that is built and has passed, that is said', () => {
  const [, , , line] = explainPlan(planOf([plannedImage('a', { test: false, suites: [suiteOf()] })]))
  expect(line).toBe('  suites: (passed already)')
})

describe('names from outside stay in their line', () => {
  const EVIL = 'x\n::add-mask::p\r\x1b[31m\u2028y'
  const DANGER = /[\p{Cc}\u2028]/u

  test.each<Reason>([
    { kind: 'everything', because: { kind: 'event', event: EVIL } },
    { kind: 'everything', because: { kind: 'default-branch', branch: EVIL } },
    { kind: 'everything', because: { kind: 'first-push', branch: EVIL } },
    { kind: 'everything', because: { kind: 'unknown', why: EVIL } },
    { kind: 'file', file: { path: EVIL, commit: EVIL, pull: 1 }, more: 0 },
    { kind: 'shared-file', file: { path: EVIL } },
    { kind: 'parent', image: EVIL },
    { kind: 'base-moved', base: EVIL, from: EVIL, to: EVIL },
    { kind: 'needed-by', image: EVIL },
    { kind: 'parent-built', image: EVIL },
    { kind: 'other-parent', image: EVIL },
    { kind: 'not-published', ref: `a:${EVIL}` },
    { kind: 'plan-skipped', variant: EVIL },
    { kind: 'deleted', branch: EVIL },
  ])('%j', (reason) => {
    const suites = [
      suiteOf({ name: EVIL, run: [EVIL], of: EVIL }),
      suiteOf({ name: EVIL, kind: 'pytest', files: EVIL, targets: [EVIL] }),
      suiteOf({ name: EVIL, off: EVIL }),
    ]
    const image = plannedImage(EVIL, { reasons: [reason], suites, refs: [EVIL] })
    const plan = planOf([image], {
      source: {
        ...planOf([]).source,
        base: EVIL,
        head: 'b',
        tried: [
          { source: 'git', why: EVIL },
          { source: 'none', why: EVIL },
        ],
      },
      unknown: [EVIL],
      drift: [{ base: EVIL, from: EVIL, to: EVIL, images: [EVIL], rebuilt: true }],
    })
    const lines = [
      reasonText(reason),
      explainImage(image),
      whyText(image),
      ...explainPlan(plan),
      ...explainChain(plan, EVIL),
    ]
    expect(lines.filter((line) => DANGER.test(line))).toEqual([])
    expect(lines.length).toBeGreaterThan(10)
  })

  test.each([
    ['::add-mask::p', ': :add-mask::p changed.'],
    [' ::add-mask::p', ' : :add-mask::p changed.'],
    ['a/##[add-mask]p', 'a/## [add-mask]p changed.'],
    ['a::b', 'a::b changed.'],
  ])('no command for a runner: %s', (path, sentence) => {
    const plan = planOf([plannedImage('a', { reasons: [{ kind: 'file', file: { path }, more: 0 }] })])
    expect(explainChain(plan, 'a')[1]).toBe(sentence)
  })
})

describe('the way from an image to the change', () => {
  const own: Reason = {
    kind: 'file',
    file: { path: 'images/datascience-notebook/Dockerfile', commit: '3f2c1aa', pull: 12 },
    more: 0,
  }
  const chain = (id: string, ...images: PlannedImage[]): string[] => explainChain(planOf(images), id)
  const up = (parent: string): Reason => ({ kind: 'parent', image: parent })

  test('through its parent to the file', () => {
    expect(
      chain(
        'scipy-ml-notebook',
        plannedImage('datascience-notebook', { reasons: [own] }),
        plannedImage('scipy-ml-notebook', { reasons: [up('datascience-notebook')] }),
      ),
    ).toEqual([
      'scipy-ml-notebook will be built and tested.',
      'Its parent datascience-notebook will be built and tested.',
      'images/datascience-notebook/Dockerfile changed in 3f2c1aa (PR #12).',
    ])
  })

  test('what it has of its own comes first, then the first parent that leads on', () => {
    expect(
      chain(
        'leaf',
        plannedImage('a', { reasons: [{ kind: 'missing', ref: 'r' }], test: false }),
        plannedImage('b'),
        plannedImage('leaf', { reasons: [{ kind: 'untested' }, { kind: 'parent-built', image: 'a' }, up('b')] }),
      ),
    ).toEqual([
      'leaf will be built and tested.',
      'It has not passed these suites.',
      'Its parent a will be built.',
      'The registry does not have it as it is now.',
    ])
  })

  test.each<[Partial<PlannedImage>, string]>([
    [{ action: 'build', test: true }, 'a will be built and tested.'],
    [{ action: 'build', test: false }, 'a will be built.'],
    [{ action: 'reuse', test: true }, 'a will be reused and tested again.'],
    [{ action: 'reuse', test: false }, 'a will be reused.'],
    [{ action: 'skip', test: false }, 'a will be left alone.'],
  ])('%j: %s', (more, words) => expect(chain('a', plannedImage('a', more))).toEqual([words, 'It was named.']))

  test.each<[Reason, string]>([
    [{ kind: 'file', file: { path: 'a/x' }, more: 0 }, 'a/x changed.'],
    [{ kind: 'shared-file', file: { path: 'spec.yml' } }, 'spec.yml changed, which every image depends on.'],
    [{ kind: 'needed-by', image: 'leaf' }, 'leaf is built on it and nobody is known to have it.'],
    [{ kind: 'not-published', ref: 'acme/a:main' }, 'The tag main is not on it yet.'],
    [{ kind: 'unchanged' }, 'Nothing that it is made of changed.'],
    [{ kind: 'base-moved', base: 'x', from: 'sha256:1', to: 'sha256:2' }, 'Its base x moved from 1 to 2.'],
  ])('as sentences, in which names keep their first letter: %j', (reason, words) =>
    expect(chain('a', plannedImage('a', { reasons: [reason] }))[1]).toBe(words),
  )

  test('ends where a plan of somebody else’s goes in a circle, or names what it does not have', () => {
    const [a, b] = [plannedImage('a', { reasons: [up('b')] }), plannedImage('b', { reasons: [up('a')] })]
    expect(chain('a', a, b)).toEqual(['a will be built and tested.', 'Its parent b will be built and tested.'])
    expect(chain('a', plannedImage('a', { reasons: [up('gone')] }))).toEqual(['a will be built and tested.'])
    expect(chain('gone', a)).toEqual([])
  })
})
