import { describe, expect, test } from '@jest/globals'
import { GpuStatuses, type SetStatus } from '../../../src/commands/gpu-statuses.js'
import type { GpuTested, GpuTestResult } from '../../../src/report/gpu-test.js'
import { WorkError } from '../../../src/shared/errors.js'

const [ONE, TWO] = ['1'.repeat(40), '2'.repeat(40)]
const HERE = 'https://github.example/org/images'

const tested = (image: string, more: Partial<GpuTested> = {}): GpuTested => ({
  ...{ image, name: image, variant: 'default', ref: `r.example/${image}:main`, digest: `sha256:${'a'.repeat(64)}` },
  ...{ file: image, revision: ONE, source: HERE, expected: ['gpu'], outcome: 'passed', recorded: [], notBegun: [] },
  suites: [{ name: 'gpu', kind: 'command', on: 'ssh', outcome: 'passed', ms: 1 }],
  ...more,
})
const failed: Partial<GpuTested> = {
  outcome: 'failed',
  suites: [{ name: 'gpu', kind: 'command', on: 'ssh', outcome: 'failed', ms: 1 }],
}
const resultOf = (images: readonly GpuTested[]): GpuTestResult => ({
  ...{ schema: 1, command: 'gpu-test', outcome: 'running', dryRun: false, operation: 'o', by: 'ann', ms: 1 },
  ...{ run: 'https://github.example/run/1', at: '2026-11-20T10:00:00Z', from: 'main', commands: [], statuses: [] },
  ...{ images, notices: [] },
})

interface Said {
  readonly said: string[]
  readonly result: GpuTestResult
}

/** `1111: pending, …`, and what was noted. */
async function say(images: readonly GpuTested[], set?: SetStatus): Promise<Said> {
  const result = resultOf(images)
  const said: string[] = []
  const statuses = new GpuStatuses(
    set ??
      (({ sha, state, description }) => {
        said.push(`${sha.slice(0, 4)}: ${state}, ${description}`)
        return Promise.resolve()
      }),
    HERE,
    result,
  )
  await statuses.begin()
  await statuses.end()
  return { said, result }
}

describe('a commit status', () => {
  test('is of a commit, and of all its images', async () => {
    const { said } = await say([tested('a'), tested('b', failed), tested('c', { revision: TWO })])
    expect(said).toEqual([
      '1111: pending, 2 images are being tested',
      '2222: pending, 1 image is being tested',
      '1111: failure, 1 of 2 failed: b',
      '2222: success, passed: c',
    ])
  })

  test.each<[string, Partial<GpuTested>, string]>([
    ['stopped', { outcome: 'cancelled', suites: [] }, 'error, it could not be found out of a'],
    ['not begun', { ...failed, notBegun: ['gpu'] }, 'error, it could not be found out of a'],
    ['failed', failed, 'failure, 1 of 1 failed: a'],
  ])('of what was %s', async (_what, more, expected) => {
    expect((await say([tested('a', more)])).said.at(-1)).toBe(`1111: ${expected}`)
  })

  test.each<[string, Partial<GpuTested>, string]>([
    ['says no commit', { revision: '' }, 'no commit status for a: it does not say which commit it was built of'],
    ['says nonsense', { revision: '$(touch x)' }, 'no commit status for a: it does not say which commit'],
    ['is of elsewhere', { source: 'https://github.example/others/images' }, 'it was built of another repository'],
  ])('is not set for an image that %s', async (_what, more, why) => {
    const { said, result } = await say([tested('a', more)])
    expect(said).toEqual([])
    expect(result.notices).toEqual([expect.stringContaining(why)])
  })

  test('is the same repository however its address is written', async () => {
    const { said } = await say([tested('a', { source: 'git@github.example:Org/images.git' })])
    expect(said).toHaveLength(2)
  })

  test('that cannot be set is a notice, once', async () => {
    let tries = 0
    const set: SetStatus = () => {
      tries++
      const remedy = 'Give the job the permission "statuses: write".'
      return Promise.reject(new WorkError('GitHub: 403', { remedy, cause: { status: 403 } }))
    }
    const { result } = await say([tested('a')], set)
    expect(tries).toBe(1)
    expect(result.notices).toEqual([
      'the commit status stack-action/gpu-test could not be set: GitHub: 403. Give the job the permission "statuses: write".',
    ])
  })

  test('is set on other commits when GitHub does not know one, and none stays pending', async () => {
    const said: string[] = []
    const set: SetStatus = ({ sha, state }) => {
      if (sha === ONE) return Promise.reject(new WorkError('GitHub: 422', { cause: { status: 422 } }))
      said.push(state)
      return Promise.resolve()
    }
    const { result } = await say([tested('a'), tested('b', { revision: TWO })], set)
    expect(said).toEqual(['pending', 'success'])
    expect(result.notices).toEqual([
      'the commit status stack-action/gpu-test could not be set on 111111111111: GitHub: 422.',
    ])
  })

  test('is set again only when something else is to be said', async () => {
    const [one, said] = [tested('a', { outcome: 'cancelled', suites: [] }), [] as string[]]
    const set: SetStatus = ({ state }) => Promise.resolve(void said.push(state))
    const statuses = new GpuStatuses(set, HERE, resultOf([one]))
    await statuses.begin()
    await statuses.end()
    await statuses.end()
    expect(said).toEqual(['pending', 'error'])
    one.outcome = 'passed'
    await statuses.end()
    expect(said).toEqual(['pending', 'error', 'success'])
  })
})
