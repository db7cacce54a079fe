import { beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { accessTo, connected, told } from '../world/ssh-access.js'
import { TIMEOUT } from '../world/world.js'

const SIZE = 50_000_000

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
  let [size, peak, count] = [0, 0, 0]
  return {
    take: (data: Buffer): void | Promise<void> => {
      hash.update(data)
      size += data.length
      if (++count % 150 === 0) peak = Math.max(peak, held() - base)
      return wait(count)
    },
    peak: () => peak,
    got: () => ({ size, hash: hash.digest('hex') }),
  }
}

/** Of `yes stdout`, which tells where a byte is missing or doubled. */
const expected = (word: string): object => {
  const line = `${word}\n`
  const all = Buffer.from(line.repeat(Math.ceil(SIZE / line.length))).subarray(0, SIZE)
  return { size: SIZE, hash: createHash('sha256').update(all).digest('hex') }
}
const script = `yes stderr | head -c ${SIZE} >&2 & yes stdout | head -c ${SIZE}; wait`

describe('100 MB, half of it in each stream', () => {
  test.each<[string, (count: number) => Promise<void> | undefined]>([
    ['who listens at once', () => undefined],
    ['who needs a moment for some', (count) => (count % 20 === 0 ? sleep(5) : undefined)],
    ['who stops for long, now and then', (count) => (count % 800 === 1 ? sleep(1000) : undefined)],
  ])(
    'come whole to %s, and do not pile up',
    async (_who, wait) => {
      const connection = await connected(accessTo(sshd))
      const [out, err] = [taker(wait), taker(() => undefined)]
      const end = await told(connection, ['sh', '-c', script], {
        ...{ timeoutMs: 100_000, onStdout: out.take, onStderr: err.take },
      })
      expect(end).toMatchObject({ status: 0, lost: undefined, left: undefined })
      expect([out.got(), err.got()]).toEqual([expected('stdout'), expected('stderr')])
      // Windows and buffers of ssh2 are some 12 MB.
      expect(out.peak()).toBeGreaterThan(0)
      expect(Math.max(out.peak(), err.peak())).toBeLessThan(25_000_000)
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
      const running = told(connection, ['sh', '-c', script], {
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
      expect(peak).toBeLessThan(25_000_000)
    },
    TIMEOUT,
  )
})
