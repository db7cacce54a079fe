import { expect, test } from '@jest/globals'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { stall } from '../../../src/registry/stall.js'

test('when nothing goes on, the signal says so', async () => {
  const { signal } = stall(10, 'nothing moves')
  await once(signal, 'abort')
  expect(signal.reason).toEqual(new Error('nothing moves'))
})

test('as long as something goes on, and after the end, it does not', async () => {
  const [lively, stopped] = [stall(10, 'a'), stall(10, 'b')]
  lively.alive(60_000)
  stopped.stop()
  await sleep(60)
  expect([lively.signal.aborted, stopped.signal.aborted]).toEqual([false, false])
  lively.stop()
})
