import { beforeAll, describe, expect, test } from '@jest/globals'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { accessTo, connected, told } from '../world/ssh-access.js'
import { exists, TIMEOUT, writeFiles } from '../world/world.js'

let sshd: Sshd
beforeAll(async () => {
  sshd = await startSshd()
}, TIMEOUT)

describe('a command', () => {
  test('comes back with its status, and what it wrote', async () => {
    const connection = await connected(accessTo(sshd))
    expect(await told(connection, ['sh', '-c', 'echo out; echo err >&2; exit 7'])).toMatchObject({
      ...{ status: 7, out: 'out\n', err: 'err\n', timedOut: false, aborted: false },
      ...{ lost: undefined, left: undefined },
    })
    expect(await told(connection, ['sh', '-c', 'kill -TERM $$'])).toMatchObject({ status: 143, lost: undefined })
    expect(await told(connection, ['sh', '-c', 'kill -KILL $$'])).toMatchObject({ status: 137, lost: undefined })
    expect(await told(connection, ['no-such-program'])).toMatchObject({ status: 127, lost: undefined })
  })

  test.each([
    ...['$(touch x)', '`touch x`', '; touch x', '| touch x', '& touch x', "'", '"', "'; touch x; '", '\\', 'a\nb\n'],
    ...['*', '-n', '', '~', 'ä €', '!!', '$HOME', '%s', '#', 'a\tb', '\r', '\u001b[0m', '{a,b}', '>x'],
  ])('gets the word %j as it is', async (word) => {
    const connection = await connected(accessTo(sshd))
    expect((await told(connection, ['printf', '%s|', word, 'end'])).out).toBe(`${word}|end|`)
    expect(await exists(join(sshd.home, 'x'))).toBe(false)
  })

  test('waits for no input, and sees the end of it at once', async () => {
    expect(await told(await connected(accessTo(sshd)), ['cat'])).toMatchObject({ status: 0, out: '' })
  })

  test('what is no text comes as it is, with and without a last newline', async () => {
    const connection = await connected(accessTo(sshd))
    const parts: Buffer[] = []
    const end = await told(connection, ['printf', String.raw`\000\377\200\r\n\033x`], {
      onStdout: (data) => void parts.push(data),
    })
    expect(end.status).toBe(0)
    expect(Buffer.concat(parts).toString('hex')).toBe('00ff800d0a1b78')
  })

  test('what start-up files say is no output of the command', async () => {
    const noisy = await startSshd()
    await writeFiles(noisy.home, { '.bashrc': 'printf "Your quota is used up"\n' }, 0o644)
    const connection = await connected(accessTo(noisy))
    expect(await told(connection, ['echo', 'ok'])).toMatchObject({ out: 'ok\n', err: 'Your quota is used up' })
    await writeFiles(noisy.home, { report: 'bytes' }, 0o644)
    expect(String(await connection.readFile('report', 10))).toBe('bytes')
  })

  test('an account that runs something else says so', async () => {
    const forced = await startSshd({ config: { ForceCommand: 'echo This account is for files only' } })
    await expect(told(await connected(accessTo(forced)), ['true'])).rejects.toMatchObject({
      message: 'the login host ended the session with 0 before the command was started',
      evidence: ['This account is for files only'],
    })
  })
})

describe('files', () => {
  test('are read as they are, up to a limit', async () => {
    await writeFiles(
      sshd.home,
      { 'a b/$x.bin': Buffer.from([0, 255, 10, 13]), '-dash': 'd', big: 'x'.repeat(1001) },
      0o644,
    )
    await symlink('nowhere', join(sshd.home, 'dangling'))
    const connection = await connected(accessTo(sshd))
    expect((await connection.readFile('a b/$x.bin', 100))?.toString('hex')).toBe('00ff0a0d')
    expect((await connection.readFile(join(sshd.home, '-dash'), 1))?.toString()).toBe('d')
    expect((await connection.readFile('-dash', 1))?.toString()).toBe('d')
    expect((await connection.readFile('big', 1001))?.length).toBe(1001)
    await expect(connection.readFile('big', 1000)).rejects.toThrow('big on launcher@127.0.0.1')
    expect(await connection.readFile('none', 10)).toBeUndefined()
    expect(await connection.readFile('none/none', 10)).toBeUndefined()
    await expect(connection.readFile('a b', 10)).rejects.toThrow('is no file')
    await expect(connection.readFile('dangling', 10)).rejects.toThrow('is no file')
    await expect(connection.readFile('/dev/zero', 10)).rejects.toThrow('is no file')
    await expect(connection.readFile('/etc/shadow', 10)).rejects.toMatchObject({ name: 'WorkError' })
  })

  test('are removed, and may be gone already', async () => {
    await writeFiles(sshd.home, { gone: 'x' }, 0o644)
    const connection = await connected(accessTo(sshd))
    await connection.removeFile('gone')
    await connection.removeFile('gone')
    expect(await exists(join(sshd.home, 'gone'))).toBe(false)
    await expect(connection.removeFile('/proc/1/stat')).rejects.toThrow('cannot be removed')
  })
})
