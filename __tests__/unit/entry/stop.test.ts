import { expect, jest, test } from '@jest/globals'
import { stopOnSignals, untilStopped } from '../../../src/entry/stop.js'
import { EXIT, Interrupted } from '../../../src/shared/errors.js'

const never = new Promise<never>(() => undefined)

test('work that ends is its outcome', async () => {
  const { signal } = new AbortController()
  expect(await untilStopped(Promise.resolve(1), signal, () => false)).toBe(1)
  await expect(untilStopped(Promise.reject(new Error('x')), signal, () => false)).rejects.toThrow('x')
})

test('work that has not begun is not waited for', async () => {
  const controller = new AbortController()
  const waiting = untilStopped(never, controller.signal, () => false)
  controller.abort()
  await expect(waiting).rejects.toThrow(Interrupted)
  await expect(untilStopped(never, controller.signal, () => false)).rejects.toThrow('before any image was begun')
})

test('work that has begun may tidy up, for a while', async () => {
  const controller = new AbortController()
  const tidy = new Promise((done) => controller.signal.addEventListener('abort', () => setTimeout(done, 20, 'tidied')))
  const waiting = untilStopped(tidy, controller.signal, () => true, 10_000)
  const stuck = untilStopped(never, controller.signal, () => true, 30)
  controller.abort()
  expect(await waiting).toBe('tidied')
  await expect(stuck).rejects.toThrow('did not end within 0.03 seconds')
})

test('a terminal that is closed stops too', () => {
  const before = process.listenerCount('SIGHUP')
  const stop = stopOnSignals()
  expect(process.listenerCount('SIGHUP')).toBe(before + 1)
  stop.release()
  expect(process.listenerCount('SIGHUP')).toBe(before)
})

test('told twice by one who cancels a job it goes on tidying up; told the same again it ends at once', () => {
  const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  const quiet = jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const stop = stopOnSignals()
  try {
    process.emit('SIGINT', 'SIGINT')
    process.emit('SIGTERM', 'SIGTERM')
    expect([stop.signal.aborted, exit.mock.calls]).toEqual([true, []])
    process.emit('SIGINT', 'SIGINT')
    expect(exit.mock.calls).toEqual([[EXIT.interrupted]])
  } finally {
    stop.release()
    exit.mockRestore()
    quiet.mockRestore()
  }
})
