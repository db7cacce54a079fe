import { beforeAll, describe, expect, test } from '@jest/globals'
import { stat } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { accessTo, connected, told } from '../world/ssh-access.js'
import { atEnd, TIMEOUT, unique } from '../world/world.js'

let sshd: Sshd
beforeAll(async () => {
  sshd = await startSshd()
}, TIMEOUT)

/** Grows as long as somebody writes it. */
const beat = (file: string): string => `while :; do echo x >>${file}; sleep 0.05; done`

async function stillBeats(host: Sshd, file: string): Promise<boolean> {
  const size = async (): Promise<number> => (await stat(join(host.home, file))).size
  const before = await size()
  await sleep(400)
  return (await size()) > before
}

async function beats(host: Sshd, file: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await stat(join(host.home, file)).catch(() => undefined)) return
    await sleep(25)
  }
  throw new Error(`nobody wrote ${file}`)
}

describe('what has to end is gone, with all that it started', () => {
  test.each([
    ['a program', (file: string) => beat(file)],
    ['its children in the background', (file: string) => `(${beat(file)}) & wait`],
    ['what does not listen to TERM', (file: string) => `trap "" TERM HUP INT; ${beat(file)}`],
    [
      'a child that does not listen, of a parent that ends',
      (file: string) => `(trap "" TERM; ${beat(file)}) & sleep 300`,
    ],
    ['what has left the session', (file: string) => `setsid sh -c '${beat(file)}' & sleep 300`],
    ['what has left it, without an environment', (file: string) => `env -i setsid sh -c '${beat(file)}' & sleep 300`],
    ['a process group of its own', (file: string) => `timeout 300 sh -c '${beat(file)}'`],
    ['a daemon that has lost its parent', (file: string) => `(setsid sh -c '${beat(file)}' &) ; sleep 300`],
  ])(
    '%s',
    async (_what, script) => {
      const file = unique()
      const connection = await connected(accessTo(sshd))
      const end = await told(connection, ['sh', '-c', script(file)], { timeoutMs: 1200, graceMs: 600 })
      expect(end).toMatchObject({ timedOut: true, aborted: false, lost: undefined, left: undefined })
      expect(end.ms).toBeLessThan(8000)
      expect(await stillBeats(sshd, file)).toBe(false)
      // The connection is as good as before.
      expect((await told(connection, ['echo', 'on'])).out).toBe('on\n')
    },
    TIMEOUT,
  )

  test('a program may end in its own way, and say something', async () => {
    const script = 'trap "echo cleaned; exit 3" TERM; echo up; while :; do sleep 0.05; done'
    const end = await told(await connected(accessTo(sshd)), ['sh', '-c', script], { timeoutMs: 800, graceMs: 5000 })
    expect(end).toMatchObject({ timedOut: true, status: 3, out: 'up\ncleaned\n', left: undefined })
    expect(end.ms).toBeLessThan(4000)
  })

  test('a command that has ended leaves nobody who holds its streams for ever', async () => {
    const file = unique()
    const end = await told(await connected(accessTo(sshd)), ['sh', '-c', `(${beat(file)}) & exit 5`], { graceMs: 500 })
    expect(end).toMatchObject({ status: 5, timedOut: false, lost: undefined, left: undefined })
    expect(end.ms).toBeLessThan(6000)
    expect(await stillBeats(sshd, file)).toBe(false)
  })

  test('an abort', async () => {
    const file = unique()
    const connection = await connected(accessTo(sshd))
    const stop = new AbortController()
    const running = told(connection, ['sh', '-c', beat(file)], { signal: stop.signal, graceMs: 500 })
    await beats(sshd, file)
    stop.abort()
    expect(await running).toMatchObject({ aborted: true, timedOut: false, left: undefined })
    expect(await stillBeats(sshd, file)).toBe(false)
    await expect(told(connection, ['true'], { signal: stop.signal })).rejects.toThrow('aborted')
  })

  test(
    'over one session per connection',
    async () => {
      const strict = await startSshd({ config: { MaxSessions: 1 } })
      const file = unique()
      const connection = await connected(accessTo(strict))
      const running = told(connection, ['sh', '-c', beat(file)], { timeoutMs: 1500, graceMs: 300 })
      await beats(strict, file)
      await expect(told(connection, ['true'])).rejects.toThrow('the login host opens no session for a command')
      expect(await running).toMatchObject({ timedOut: true, left: undefined })
      expect(await stillBeats(strict, file)).toBe(false)
    },
    TIMEOUT,
  )

  test('what a listener throws ends it, too', async () => {
    const file = unique()
    const connection = await connected(accessTo(sshd))
    const failing = told(connection, ['sh', '-c', `echo now; ${beat(file)}`], {
      graceMs: 200,
      onStdout: () => {
        throw new Error('the disk is full')
      },
    })
    await expect(failing).rejects.toThrow('the disk is full')
    expect(await stillBeats(sshd, file)).toBe(false)
  })
})

describe('a connection that is lost', () => {
  test(
    'is told, and the command is ended over another one',
    async () => {
      const file = unique()
      const connection = await connected(accessTo(sshd))
      // Its parent is the server's own process for this connection.
      const script = `echo first; setsid sh -c '${beat(file)}' & sleep 0.4; kill -9 $PPID; ${beat(file)}`
      const end = await told(connection, ['sh', '-c', script], { graceMs: 300 })
      expect(end).toMatchObject({ out: 'first\n', timedOut: false, aborted: false, left: undefined })
      expect(end.lost).toBe('the connection was closed')
      expect(await stillBeats(sshd, file)).toBe(false)
      // Who needs it again has a new one.
      expect((await told(connection, ['echo', 'again'])).out).toBe('again\n')
    },
    TIMEOUT,
  )

  test(
    'also when the line falls silent',
    async () => {
      const line = await lineTo(sshd)
      const access = accessTo(sshd, { keepAliveMs: 300, connectMs: 1500 })
      const connection = await connected({
        ...access,
        place: { ...access.place, port: line.port },
        knownHosts: access.knownHosts.replace(`:${sshd.port} `, `:${line.port} `),
      })
      const file = unique()
      const running = told(connection, ['sh', '-c', beat(file)], { graceMs: 300 })
      await beats(sshd, file)
      line.silence()
      const end = await running
      expect(end.lost).toBe('Keepalive timeout')
      // New connections get through again: it is known to be gone.
      expect(end.left).toBeUndefined()
      expect(await stillBeats(sshd, file)).toBe(false)
    },
    TIMEOUT,
  )

  test(
    'and when there is no way to the host any more, that is said',
    async () => {
      const line = await lineTo(sshd)
      const access = accessTo(sshd, { connectMs: 1500 })
      const connection = await connected({
        ...access,
        place: { ...access.place, port: line.port },
        knownHosts: access.knownHosts.replace(`:${sshd.port} `, `:${line.port} `),
      })
      const running = told(connection, ['sleep', '5'], { graceMs: 300 })
      await sleep(300)
      await line.close()
      const end = await running
      expect(end.lost).toMatch(/closed|ECONNRESET/)
      expect(end.left).toContain('the host could not be asked to end it')
      expect(end.left).toContain('nothing listens there')
    },
    TIMEOUT,
  )
})

/** A line to a host that can fall silent (for those who are on it), and end. */
async function lineTo(host: Sshd): Promise<{ port: number; silence: () => void; close: () => Promise<void> }> {
  const pairs = new Set<readonly [Socket, Socket]>()
  const server = createServer((near) => {
    const pair = [near, connect(host.port, host.host)] as const
    pairs.add(pair)
    for (const [from, to] of [pair, [pair[1], near]] as const) {
      from.on('error', () => to.destroy()).on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> => {
    for (const [near, far] of pairs) {
      near.destroy()
      far.destroy()
    }
    return new Promise((resolve) => server.close(() => resolve()))
  }
  atEnd(close)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    silence: () => {
      for (const [near, far] of pairs) {
        near.unpipe(far)
        far.unpipe(near)
        near.pause()
        far.pause()
      }
    },
    close,
  }
}
