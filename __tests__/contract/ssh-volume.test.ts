import { beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { accessTo, connected, told } from '../world/ssh-access.js'
import { TIMEOUT } from '../world/world.js'

/** Bytes of each of the two streams: all of it once, and where somebody is slow more than may pile up. */
const [WHOLE, SLOW] = [50_000_000, 20_000_000]
/** What may lie in buffers: windows and buffers of ssh2 are some 12 MB. */
const MOST = 25_000_000

let sshd: Sshd
beforeAll(async () => {
  sshd = await startSshd()
}, TIMEOUT)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What lies in buffers that somebody needs, in bytes. */
const held = (): number => {
  collect()
  return process.memoryUsage().arrayBuffers
}

/** Takes as long as it is told for each piece, and looks how much has piled up. */
function taker(wait: (count: number) => Promise<void> | undefined) {
  const [hash, base] = [createHash('sha256'), held()]
  let [size, peak, count, looks] = [0, 0, 0, 0]
  return {
    take: (data: Buffer): void | Promise<void> => {
      hash.update(data)
      size += data.length
      if (++count % 150 === 0) {
        looks++
        peak = Math.max(peak, held() - base)
      }
      return wait(count)
    },
    peak: () => peak,
    looks: () => looks,
    got: () => ({ size, hash: hash.digest('hex') }),
  }
}

/** Of `yes stdout`, which tells where a byte is missing or doubled. */
const expected = (word: string, size: number): object => {
  const line = `${word}\n`
  const all = Buffer.from(line.repeat(Math.ceil(size / line.length))).subarray(0, size)
  return { size, hash: createHash('sha256').update(all).digest('hex') }
}
const script = (size: number): string => `yes stderr | head -c ${size} >&2 & yes stdout | head -c ${size}; wait`

describe('output of two streams', () => {
  test.each<[string, number, (count: number) => Promise<void> | undefined]>([
    ['who listens at once: 100 MB', WHOLE, () => undefined],
    ['who needs a moment for some', SLOW, (count) => (count % 20 === 0 ? sleep(5) : undefined)],
    ['who stops for long, now and then', SLOW, (count) => (count % 400 === 1 ? sleep(1000) : undefined)],
  ])(
    'comes whole to %s, and does not pile up',
    async (_who, size, wait) => {
      const connection = await connected(accessTo(sshd))
      const [out, err] = [taker(wait), taker(() => undefined)]
      const end = await told(connection, ['sh', '-c', script(size)], {
        ...{ timeoutMs: 100_000, onStdout: out.take, onStderr: err.take },
      })
      expect(end).toMatchObject({ status: 0, lost: undefined, left: undefined })
      expect([out.got(), err.got()]).toEqual([expected('stdout', size), expected('stderr', size)])
      // Less than nothing has piled up where the collector took what was there before.
      expect(out.looks()).toBeGreaterThan(0)
      expect(Math.max(out.peak(), err.peak())).toBeLessThan(MOST)
    },
    TIMEOUT,
  )

  test(
    'nothing is read of what nobody takes: the other machine waits',
    async () => {
      const connection = await connected(accessTo(sshd, { keepAliveMs: 300 }))
      const [waiting, base] = [Promise.withResolvers<undefined>(), held()]
      // As who writes to a slow disk has it.
      const kept: Buffer[] = []
      let peak = 0
      const look = setInterval(() => (peak = Math.max(peak, held() - base)), 300)
      const running = told(connection, ['sh', '-c', script(WHOLE)], {
        onStdout: async (data) => {
          kept.push(data)
          await waiting.promise
        },
        onStderr: (data) => void kept.push(data),
        timeoutMs: 3000,
        graceMs: 300,
      })
      const end = await running
      clearInterval(look)
      waiting.resolve(undefined)
      // It stands still for longer than signs of life may stay away, and the connection is not taken for lost.
      expect(end).toMatchObject({ timedOut: true, lost: undefined, left: undefined })
      expect(peak).toBeLessThan(MOST)
    },
    TIMEOUT,
  )
})
