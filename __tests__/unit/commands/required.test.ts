import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkRequired } from '../../../src/commands/required.js'
import type { JournalRecord } from '../../../src/registry/journal.js'
import { missingGates, knownOfMissing } from '../../../src/report/moves.js'
import { loadSpec } from '../../../src/stack/spec/load.js'

let top = ''
beforeEach(async () => void (top = await mkdtemp(join(tmpdir(), 'stack-required-'))))
afterEach(() => rm(top, { recursive: true }))

const [OLD, NEW] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
const tested = (digest: string, more: Partial<JournalRecord>): JournalRecord => ({
  ...{ operation: `o-${digest.slice(7, 9)}`, kind: 'test', state: 'done', tag: 'main', old: digest, new: digest },
  ...{ at: '2026-11-20T10:11:00Z', by: 'ann', run: 'https://ci.example/1' },
  ...more,
})
const BARE = 'images: { base: { depend_on: [] }, leaf: { depend_on: base } }\n'
const GPU = `${BARE}suites: { gpu: { run: pytest /opt/t, on: ssh, images: [leaf] } }\n`

/** `base: gpu` for each image and what is missing on it. */
async function missing(require: string[], records: readonly JournalRecord[] = [], spec = BARE): Promise<string[]> {
  const stack = loadSpec(spec, 'spec.yml')
  const images = [...stack.images.values()].map((image) => ({
    ...{ id: image.name, image, repository: `r.example/${image.name}`, digest: NEW },
  }))
  const ground = { stack, directory: top, bases: [] }
  const journalOf = (repository: string): Promise<readonly JournalRecord[]> =>
    Promise.resolve(repository.endsWith('leaf') ? records : [])
  const gates = await checkRequired(require, images, ground, journalOf)
  return gates.filter((gate) => gate.missing.length > 0).map((gate) => `${gate.image}: ${gate.missing.join(' ')}`)
}

/** What is told of the one image that lacks a suite. */
async function known(suite: string): Promise<string> {
  const stack = loadSpec(GPU, 'spec.yml')
  const images = [...stack.images.values()].slice(0, 1).map((image) => ({
    ...{ id: image.name, image, repository: `r.example/${image.name}`, digest: NEW },
  }))
  const gates = await checkRequired([suite], images, { stack, directory: top, bases: [] }, () => Promise.resolve([]))
  return knownOfMissing(gates).join('\n')
}

describe('what the call requires', () => {
  test.each<[string, string[], Partial<JournalRecord> | undefined, string, string[]]>([
    ['nothing', [], undefined, BARE, []],
    ['gpu-test of everything, without GPU suites', ['gpu-test'], undefined, BARE, ['base: gpu-test', 'leaf: gpu-test']],
    ['gpu-test of one image', ['gpu-test@leaf'], undefined, BARE, ['leaf: gpu-test']],
    ['gpu-test of one image that passed it', ['gpu-test@leaf'], { suites: ['gpu-test'] }, BARE, []],
    ['gpu-test is the suites of the spec', ['gpu-test'], undefined, GPU, ['leaf: gpu']],
    ['gpu-test, which passed', ['gpu-test'], { suites: ['gpu'] }, GPU, []],
    ['gpu-test, and a command of a call passed', ['gpu-test'], { suites: ['gpu-test'] }, GPU, ['leaf: gpu']],
    ['a suite that failed', ['gpu'], { failed: ['gpu'] }, GPU, ['leaf: gpu']],
    ['a suite of an image that it is not for', ['gpu@base'], undefined, GPU, ['base: gpu']],
    ['one that nobody has heard of', ['smoke'], undefined, GPU, ['base: smoke', 'leaf: smoke']],
  ])('%s', async (_what, require, said, spec, expected) => {
    expect(await missing(require, said === undefined ? [] : [tested(NEW, said)], spec)).toEqual(expected)
  })

  test('a name that is no suite’s gets the one that is meant; a suite that is found has none', async () => {
    expect(await known('gpu-tset')).toContain('nothing is recorded of gpu-tset on it (did you mean gpu-test?)')
    expect(await known('smoke')).toMatch(/nothing is recorded of smoke on it$/)
  })

  test('is asked of exactly this digest', async () => {
    expect(await missing(['gpu'], [tested(OLD, { suites: ['gpu'] })], GPU)).toEqual(['leaf: gpu'])
  })

  test.each([
    ['@leaf', 'says no suite'],
    ['gpu@', 'says no suite'],
    ['gpu@laef', 'of an image that is not in spec.yml'],
  ])('cannot be %s', async (entry, message) => {
    await expect(missing([entry])).rejects.toThrow(message)
  })
})

test('the refusal says of which image, which digest, what is known and from where', async () => {
  const stack = loadSpec(GPU, 'spec.yml')
  const image = stack.images.get('leaf')
  if (image === undefined) throw new Error('leaf')
  const records = [tested(NEW, { failed: ['gpu'] })]
  const gates = await checkRequired(
    ['gpu-test'],
    [{ id: 'leaf', image, repository: 'r.example/leaf', digest: NEW }],
    { stack, directory: top, bases: [] },
    () => Promise.resolve(records),
  )
  expect(missingGates(gates)).toEqual([
    'this call requires gpu: not known to have passed on exactly these images: leaf',
  ])
  expect(knownOfMissing(gates)).toEqual([
    `leaf (r.example/leaf@${NEW}): gpu failed on it (2026-11-20 10:11 UTC, by ann, https://ci.example/1)`,
  ])
})
