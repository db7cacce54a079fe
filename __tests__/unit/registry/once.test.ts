import { expect, test } from '@jest/globals'
import { once, type Begun } from '../../../src/registry/once.js'

const never = new AbortController().signal

test('work is done once; who comes later waits for it and hears that somebody else did it', async () => {
  const begun: Begun = new Map()
  let calls = 0
  const work = (): Promise<string> => Promise.resolve(`done ${++calls}`)
  const all = [once(begun, 'a', work, never), once(begun, 'a', work, never), once(begun, 'b', work, never)]
  expect(await Promise.all(all)).toEqual(['done 1', undefined, 'done 2'])
  expect(await once(begun, 'a', work, never)).toBeUndefined()
})

test('work that failed is done by one of those who wait', async () => {
  const begun: Begun = new Map()
  let calls = 0
  const work = (): Promise<number> => (++calls === 1 ? Promise.reject(new Error('mine')) : Promise.resolve(calls))
  const all = await Promise.allSettled([1, 2, 3].map(() => once(begun, 'a', work, never)))
  expect(all).toMatchObject([{ reason: { message: 'mine' } }, { value: 2 }, { value: undefined }])
})

test('waiting ends when it is told to', async () => {
  const begun: Begun = new Map([['a', new Promise<never>(() => undefined)]])
  const stop = new AbortController()
  const waiting = once(begun, 'a', () => Promise.resolve(1), stop.signal)
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})
