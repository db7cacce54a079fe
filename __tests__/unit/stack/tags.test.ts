import { expect, test } from '@jest/globals'
import fc from '../property.js'
import { createHash } from 'node:crypto'
import { isTag } from '../../../src/stack/refs.js'
import { badTags, branchPart, foreignPrefix, isReserved, JOURNAL_TAG, runTags } from '../../../src/stack/tags.js'

/** What the spec lets through as a prefix. */
const prefix = fc.oneof(fc.constant(''), fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/))
const branch = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.stringMatching(/^[-./ ~a-zé]{0,200}$/),
)
const sha = fc.oneof(fc.constant(''), fc.stringMatching(/^[0-9a-f]{7}$/))

const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8)

test('different branches have different tags, but for `/` and `_`', () => {
  const name = fc.string({ unit: fc.constantFrom('a', '/', '_', '~', '.', '-', 'é'), minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(prefix, name, name, (start, one, other) => {
      fc.pre(one.replaceAll('/', '_') !== other.replaceAll('/', '_'))
      const [mine, yours] = [one, other].map((branch) => runTags({ prefix: start, branch, sha: '' })[0])
      expect(mine).not.toBe(yours)
    }),
    { numRuns: 1000 },
  )
})

test('no branch has the tag of a commit', () => {
  const name = fc.oneof(branch, sha, fc.stringMatching(/^[.-]?[0-9a-f]{7}[~é]?$/))
  fc.assert(
    fc.property(prefix, name, sha, (start, one, hash) => {
      fc.pre(one !== '' && hash !== '')
      const [named, commit] = [
        runTags({ prefix: start, branch: one, sha: '' })[0],
        runTags({ prefix: start, branch: '', sha: hash })[0],
      ]
      expect(named).not.toBe(commit)
    }),
    { numRuns: 1000 },
  )
})

test('tags of any branch are tags', () => {
  fc.assert(
    fc.property(prefix, branch, sha, (start, name, hash) => {
      const tags = runTags({ prefix: start, branch: name, sha: hash })
      expect(tags.length).toBeGreaterThan(0)
      expect(tags.filter((tag) => !isTag(tag))).toEqual([])
      expect(new Set(tags).size).toBe(tags.length)
      for (const tag of tags) expect(tag.startsWith(start)).toBe(true)
      expect(badTags(tags)).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['main', 'main'],
  ['feature/new base', 'feature_new-base-%s'],
  ['feat/x', 'feat_x'],
  ['a_b', 'a_b'],
  ['a_b/c', 'a_b_c-%s'],
  ['a/b_c', 'a_b_c-%s'],
  ['dependabot/npm/x-1.2', 'dependabot_npm_x-1.2'],
  ['fix~!@#$it', 'fix-it-%s'],
  ['.hidden', 'hidden-%s'],
  ['--x', 'x-%s'],
  ['ветка', '%s'],
  ['日本/x', '_x-%s'],
  ['abc1234', 'abc1234-%s'],
  ['1234567', '1234567-%s'],
  ['abc123', 'abc123'],
  ['abc12345', 'abc12345'],
  ['abcdefg', 'abcdefg'],
  ['x-abc1234', 'x-abc1234'],
  ['', ''],
])('the branch %j is %j in a tag', (name, part) => expect(branchPart(name)).toBe(part.replace('%s', hashOf(name))))

test.each([
  [{ prefix: '2026.4', branch: 'main', sha: 'abc1234' }, ['2026.4-main', '2026.4-abc1234']],
  [{ prefix: '', branch: 'main', sha: '' }, ['main']],
  [{ prefix: '', branch: '', sha: 'abc1234' }, ['abc1234']],
  [{ prefix: 'p', branch: '', sha: '' }, ['p-local']],
  [{ prefix: '', branch: 'ветка', sha: '' }, [hashOf('ветка')]],
  [{ prefix: 'p', branch: '~stable', sha: '' }, [`p-stable-${hashOf('~stable')}`]],
  [{ prefix: '', branch: 'abc1234', sha: 'abc1234' }, [`abc1234-${hashOf('abc1234')}`, 'abc1234']],
])('%j publishes %j', (facts, tags) => expect(runTags(facts)).toEqual(tags))

test('a long branch is cut to what a tag holds', () => {
  const long = 'b'.repeat(500)
  expect(runTags({ prefix: 'p', branch: long, sha: '' })).toEqual([`p-${'b'.repeat(117)}-${hashOf(long)}`])
  expect(runTags({ prefix: 'p', branch: 'b'.repeat(126), sha: '' })).toEqual([`p-${'b'.repeat(126)}`])
})

test.each([
  [`fp-${'0'.repeat(32)}`, true],
  [`ok-${'0'.repeat(32)}`, true],
  [`ok-${'0'.repeat(31)}`, false],
  [JOURNAL_TAG, true],
  ['2026.4-stack-journal', false],
  ['stack-journals', false],
  ['fp-branch', false],
  ['stable', false],
  ['main', false],
])('%s is the program’s own: %s', (tag, expected) => expect(isReserved(tag)).toBe(expected))

const PREFIXES = ['', '2026', '2026.4', '2026-gpu', '2026-gpu-big', 'x']
test.each<[string, string, string | undefined]>([
  ['2026-main', '2026', undefined],
  ['2026-gpu', '2026', '2026-gpu'],
  ['2026-gpu-main', '2026', '2026-gpu'],
  ['2026-gpu-big', '2026', '2026-gpu-big'],
  ['2026-gpu-big-main', '2026', '2026-gpu-big'],
  ['2026-gpu-big-main', '2026-gpu', '2026-gpu-big'],
  ['2026-gpu-big-main', '2026-gpu-big', undefined],
  ['2026-gpus', '2026', undefined],
  ['2026.4-main', '2026', undefined],
  ['main', '', undefined],
  ['x', '', 'x'],
  ['x-main', '', 'x'],
  ['xmain', '', undefined],
  ['2026.4-main', '', '2026.4'],
  ['2026-gpu-main', '', '2026-gpu'],
  ['x-main', 'x', undefined],
])('%s, published with the prefix %j, is of the plan with %j', (tag, own, other) => {
  expect(foreignPrefix(tag, own, PREFIXES)).toBe(other)
  expect(foreignPrefix(tag, own, PREFIXES.toReversed())).toBe(other)
})

test('whatever is no other plan’s, none of them publishes for any branch', () => {
  const part = fc.stringMatching(/^[ab]{1,2}(?:-[ab]{1,2}){0,2}$/)
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(''), part),
      fc.array(part, { maxLength: 4 }),
      part,
      part,
      (own, others, mine, theirs) => {
        const [tag = ''] = runTags({ prefix: own, branch: mine, sha: '' })
        fc.pre(foreignPrefix(tag, own, others) === undefined)
        // A shorter prefix may reach this tag: then it is that plan that is refused.
        for (const other of others.filter((one) => one.length > own.length))
          expect(runTags({ prefix: other, branch: theirs, sha: '' })).not.toContain(tag)
      },
    ),
  )
})
