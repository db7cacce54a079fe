import { describe, expect, test } from '@jest/globals'
import { setImmediate as turn } from 'node:timers/promises'
import { LoginRefused, RegistryError } from '../../../src/registry/authorize.js'
import type { ImageConfig } from '../../../src/registry/config.js'
import { BRIEF, Unanswered, type Patience } from '../../../src/registry/http.js'
import { lookUps, type LookUps } from '../../../src/registry/lookups.js'
import { UserError, WorkError } from '../../../src/shared/errors.js'
import fc from '../property.js'

const DIGEST = `sha256:${'a'.repeat(64)}`

/** A registry in memory that answers a turn later; what an answer is comes from the test. */
class Memory {
  readonly asked: string[] = []
  readonly patience = new Set<Patience | undefined>()
  now = 0
  most = 0

  constructor(private readonly answer: (name: string) => string | undefined = () => DIGEST) {}

  digest = async (repository: string, reference: string, patience?: Patience): Promise<string | undefined> => {
    this.asked.push(`${repository}:${reference}`)
    this.patience.add(patience)
    this.most = Math.max(this.most, ++this.now)
    await turn()
    this.now--
    return this.answer(`${repository}:${reference}`)
  }

  config = async (
    repository: string,
    reference: string,
    platform: string,
    patience?: Patience,
  ): Promise<ImageConfig | undefined> => {
    const digest = await this.digest(repository, reference, patience)
    return digest === undefined ? undefined : { digest, labels: { platform }, layers: ['sha256:l'] }
  }
}

const found = { kind: 'found', digest: DIGEST }

test('found, absent, and what is written on an image', async () => {
  const memory = new Memory((name) => (name.endsWith(':none') ? undefined : DIGEST))
  const ask = lookUps(memory)
  expect(await ask.digest('r.io/a', 'main')).toEqual(found)
  expect(await ask.digest('r.io/a', 'none')).toEqual({ kind: 'absent' })
  expect(await ask.config('r.io/a', 'main', 'linux/amd64')).toEqual({
    ...found,
    labels: { platform: 'linux/amd64' },
    layers: ['sha256:l'],
  })
  expect(await ask.config('r.io/a', 'none', 'linux/amd64')).toEqual({ kind: 'absent' })
  expect([...memory.patience]).toEqual([BRIEF])
})

test('names that mean the same are asked for once', async () => {
  const memory = new Memory()
  const ask = lookUps(memory)
  for (const name of ['debian', 'docker.io/debian', 'library/debian', 'docker.io/library/debian'])
    expect(await ask.digest(name, '13')).toEqual(found)
  expect(memory.asked).toEqual(['debian:13'])
})

test('each question is asked once, and never more at a time than the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('r.io/a', 'r.io/b', 's.io/a', 't.io/c'), fc.constantFrom('1', '2', '3', '4'))),
      fc.integer({ min: 1, max: 5 }),
      async (questions, limit) => {
        const memory = new Memory((name) => (name.endsWith('4') ? undefined : DIGEST))
        const ask = lookUps(memory, { limit })
        const answers = await Promise.all(questions.map(([repository, tag]) => ask.digest(repository, tag)))
        expect(answers).toEqual(questions.map(([, tag]) => (tag === '4' ? { kind: 'absent' } : found)))
        expect(memory.asked.sort()).toEqual([...new Set(questions.map((question) => question.join(':')))].sort())
        expect(memory.most).toBeLessThanOrEqual(limit)
      },
    ),
  )
})

test('the first question to a host goes alone, then as many side by side as the limit lets', async () => {
  const atAnswers: number[] = []
  const memory: Memory = new Memory(() => {
    atAnswers.push(memory.asked.length)
    return DIGEST
  })
  const ask = lookUps(memory, { limit: 7 })
  await Promise.all(Array.from({ length: 50 }, (_, at) => ask.digest('r.io/a', `t${at}`)))
  expect(atAnswers.slice(0, 2)).toEqual([1, 8])
  expect(memory.most).toBe(7)
})

/** r.io/bad fails with `error`; which of four questions come to the registry, when r.io/good was asked for before or not. */
async function asked(error: Error, goodFirst: boolean): Promise<string[]> {
  const memory = new Memory((name) => {
    if (name.startsWith('r.io/bad')) throw error
    return DIGEST
  })
  const ask = lookUps(memory)
  if (goodFirst) expect(await ask.digest('r.io/good', '0')).toEqual(found)
  memory.asked.length = 0
  for (const [repository, tag] of [
    ['r.io/bad', '1'],
    ['r.io/bad', '2'],
    ['r.io/good', '3'],
  ] as const) {
    const answer = await ask.digest(repository, tag)
    expect(answer).toEqual(memory.asked.includes('r.io/good:3') ? found : { kind: 'unknown', why: error.message })
  }
  expect(await ask.digest('s.io/good', '4')).toEqual(found)
  return memory.asked.map((name) => name.slice(-1))
}

describe('how far an error reaches', () => {
  const login = new LoginRefused('the login is wrong', 'r.io')
  const [denied, busy] = [new RegistryError('denied', 403), new RegistryError('busy', 429)]
  test.each<[string, Error, boolean, string[]]>([
    ['a login that is wrong: the host', login, false, ['1', '4']],
    ['a login that worked for others: the repository', login, true, ['1', '3', '4']],
    ["docker's configuration: the host", new UserError([{ message: 'no JSON' }]), true, ['1', '4']],
    ['denied: the repository', denied, false, ['1', '3', '4']],
    ['denied: the repository', denied, true, ['1', '3', '4']],
    ['unauthorised: the repository', new RegistryError('unauthorised', 401), false, ['1', '3', '4']],
    ['no answer: the host', new Unanswered('gone'), false, ['1', '4']],
    ['no answer, and others had one: the question', new Unanswered('gone'), true, ['1', '2', '3', '4']],
    ['busy: the host', busy, false, ['1', '4']],
    ['busy, and others had an answer: the question', busy, true, ['1', '2', '3', '4']],
    ['an answer that makes no sense: the question', new WorkError('what?'), false, ['1', '2', '3', '4']],
    ['an unusual status: the question', new RegistryError('teapot', 418), false, ['1', '2', '3', '4']],
  ])('%s', async (_what, error, goodFirst, expected) => {
    expect(await asked(error, goodFirst)).toEqual(expected)
  })

  /** How many of ten questions come to the registry, one after the other; those in `failing` are not answered. */
  async function cameThrough(failing: readonly number[]): Promise<number> {
    const memory = new Memory((name) => {
      if (failing.includes(Number(name.split(':')[1]))) throw new Unanswered('gone')
      return DIGEST
    })
    const ask: LookUps = lookUps(memory)
    for (let at = 0; at < 10; at++) await ask.digest('r.io/a', String(at))
    return memory.asked.length
  }

  test.each([
    ['three failures in a row close a host that has answered', [2, 3, 4], 5],
    ['an answer between them does not', [2, 3, 5, 6, 8, 9], 10],
    ['the very first one closes', [0], 1],
  ])('%s', async (_what, failing, expected) => {
    expect(await cameThrough(failing)).toBe(expected)
  })

  test('an error of our own is not taken for an answer', async () => {
    const ask = lookUps(
      new Memory(() => {
        throw new TypeError('a mistake of ours')
      }),
    )
    await expect(Promise.all([ask.digest('r.io/a', '1'), ask.digest('r.io/a', '2')])).rejects.toThrow(
      'a mistake of ours',
    )
  })
})
