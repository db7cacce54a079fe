import { expect, test } from '@jest/globals'

test('a reader that goes away or a full disk does not end the process', async () => {
  const streams = [process.stdout, process.stderr]
  const before = streams.map((stream) => stream.listenerCount('error'))
  await import('../../../src/entry/index.js')
  expect(streams.map((stream) => stream.listenerCount('error'))).toEqual(before.map((count) => count + 1))
  for (const stream of streams) expect(() => stream.emit('error', new Error('EPIPE'))).not.toThrow()
})
