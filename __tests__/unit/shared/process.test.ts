import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../../../src/shared/errors.js'
import { runProcess, type ProcessRequest, type ProcessResult } from '../../../src/shared/process.js'
import { streamProgram } from '../../../src/shared/stream.js'

const never = new AbortController().signal
const ENV = { PATH: process.env['PATH'] }
const shell = (script: string, more: Partial<ProcessRequest> = {}): Promise<ProcessResult> =>
  runProcess({ file: '/bin/sh', args: ['-c', script], env: ENV, signal: never, ...more })

/** What a call throws. */
const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => new Error('it did not throw'),
    (error: unknown) => error,
  )

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stack-process-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Waits until a program has written its pid to a file. */
async function pidIn(name: string): Promise<number> {
  for (const until = performance.now() + 5000; performance.now() < until; await sleep(10, null)) {
    const text = existsSync(join(folder, name)) ? await readFile(join(folder, name), 'utf8') : ''
    if (text.endsWith('\n')) return Number(text)
  }
  throw new Error(`${name} was never written`)
}
/** A killed program whose parent has not asked for its end is no program any more. */
async function isAlive(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return state !== undefined && !/\) [ZX] /.test(state)
}
async function isGone(pid: number): Promise<boolean> {
  for (const until = performance.now() + 5000; performance.now() < until; await sleep(10, null))
    if (!(await isAlive(pid))) return true
  return false
}

describe('the end of a program', () => {
  test.each([
    ['true', { status: 0, signalled: false, timedOut: false }],
    ['exit 3', { status: 3, signalled: false, timedOut: false }],
    ['exit 255', { status: 255, signalled: false, timedOut: false }],
    ['kill -TERM $$', { status: 143, signalled: true, timedOut: false }],
    ['kill -KILL $$', { status: 137, signalled: true, timedOut: false }],
    ['kill -SEGV $$', { status: 139, signalled: true, timedOut: false }],
  ])('%s: %j', async (script, end) => expect(await shell(script)).toEqual(end))

  test.each([
    ['there is no such program', '/nowhere/at/all', 'ENOENT'],
    ['it cannot be executed', import.meta.filename, 'EACCES'],
    ['it is a directory', '/tmp', 'EACCES'],
  ])('%s', async (_what, file, code) => {
    expect(codeOf(await thrownBy(runProcess({ file, args: [], env: ENV, signal: never })))).toBe(code)
  })

  test('there is no such directory', async () => {
    expect(codeOf(await thrownBy(shell('true', { cwd: '/nowhere' })))).toBe('ENOENT')
  })
})

describe('what goes in and out', () => {
  const said = async (more: Partial<ProcessRequest>, script: string): Promise<{ out: string; err: string }> => {
    const chunks = { out: [] as Buffer[], err: [] as Buffer[] }
    await shell(script, {
      onStdout: (data) => chunks.out.push(data),
      onStderr: (data) => chunks.err.push(data),
      ...more,
    })
    return { out: Buffer.concat(chunks.out).toString(), err: Buffer.concat(chunks.err).toString() }
  }

  test('both streams, to their ends', async () => {
    expect(await said({}, 'echo out; echo err >&2; printf last')).toEqual({ out: 'out\nlast', err: 'err\n' })
    expect((await said({}, 'head -c 3000000 /dev/zero')).out).toHaveLength(3_000_000)
  })

  test('its words, its directory and its environment are those it is given, and no others', async () => {
    const chunks: Buffer[] = []
    await runProcess({
      file: '/usr/bin/env',
      args: ['sh', '-c', 'pwd; printf "%s|" "$@"; echo; env | sort', 'x', 'a b', '$(id)', '', "'"],
      cwd: folder,
      env: { ...ENV, ONLY: 'this' },
      signal: never,
      onStdout: (data) => chunks.push(data),
    })
    const [directory, words, ...env] = Buffer.concat(chunks).toString().trimEnd().split('\n')
    expect(directory).toBe(folder)
    expect(words).toBe("a b|$(id)||'|")
    expect(env).toContain('ONLY=this')
    expect(env.filter((line) => !/^(ONLY|PATH|PWD|SHLVL|OLDPWD|_)=/.test(line))).toEqual([])
  })

  test('it reads what it is given, or nothing', async () => {
    expect((await said({ input: Readable.from(['a\n', 'b\n']) }, 'cat')).out).toBe('a\nb\n')
    expect((await said({}, 'cat; echo end')).out).toBe('end\n')
  })

  test('whoever does not read to the end does not fail', async () => {
    expect((await shell('head -c 1', { input: Readable.from([Buffer.alloc(1_000_000)]) })).status).toBe(0)
  })

  test('an input that breaks is thrown', async () => {
    const input = new Readable({ read: () => undefined })
    setImmediate(() => input.destroy(new Error('the disk is gone')))
    expect(await thrownBy(shell('cat', { input }))).toMatchObject({ message: 'the disk is gone' })
  })

  test('a listener that throws ends the program, and hears no more', async () => {
    let calls = 0
    const onStdout = (): void => {
      calls++
      throw new Error('the disk is full')
    }
    const began = performance.now()
    const error = await thrownBy(shell('while :; do echo x; sleep 0.01; done', { onStdout }))
    expect(error).toMatchObject({ message: 'the disk is full' })
    expect(calls).toBe(1)
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('a program that takes too long', () => {
  test('is told to end, with all that it has started', async () => {
    const script = `sh -c 'echo $$ > ${folder}/child; sleep 60; :' & trap 'echo told >> ${folder}/told; exit 7' TERM; wait`
    expect(await shell(script, { timeoutMs: 1500, graceMs: 5000 })).toEqual({
      ...{ status: 7, signalled: false, timedOut: true },
    })
    expect(await readFile(join(folder, 'told'), 'utf8')).toBe('told\n')
    expect(await isGone(await pidIn('child'))).toBe(true)
  })

  test('and does not end then is killed, with all that it has started', async () => {
    const stubborn = `trap "" TERM; sh -c 'echo $$ > ${folder}/child; while :; do sleep 1; done' & while :; do sleep 1; done`
    const began = performance.now()
    const end = await shell(stubborn, { timeoutMs: 1000, graceMs: 300 })
    expect(end).toEqual({ status: 137, signalled: true, timedOut: true })
    expect(performance.now() - began).toBeLessThan(5000)
    expect(await isGone(await pidIn('child'))).toBe(true)
  })

  test('in time is not stopped', async () => {
    expect(await shell('exit 1', { timeoutMs: 60_000 })).toMatchObject({ status: 1, timedOut: false })
  })
})

describe('what is left in the background', () => {
  test('and holds the streams is ended soon after', async () => {
    const began = performance.now()
    const end = await shell(`sh -c 'echo $$ > ${folder}/child; exec sleep 60' & exit 4`, {
      onStdout: () => undefined,
      graceMs: 300,
    })
    expect(end).toEqual({ status: 4, signalled: false, timedOut: false })
    expect(performance.now() - began).toBeLessThan(5000)
    expect(await isGone(await pidIn('child'))).toBe(true)
  })

  test('and lets go of the streams is ended, too', async () => {
    const script = `sh -c 'echo $$ > ${folder}/child; exec sleep 60' > /dev/null 2>&1 & while [ ! -s ${folder}/child ]; do :; done`
    expect((await shell(script, { onStdout: () => undefined })).status).toBe(0)
    expect(await isGone(await pidIn('child'))).toBe(true)
  })

  test.each([
    ['exit 4', {}, { status: 4, signalled: false, timedOut: false }],
    // It itself has ended long before.
    ['exit 4', { timeoutMs: 100 }, { status: 4, signalled: false, timedOut: false }],
    ['sleep 60', { timeoutMs: 500 }, { status: 143, signalled: true, timedOut: true }],
  ])('in another session is waited for no longer: %s, %j', async (script, more, expected) => {
    const began = performance.now()
    const heard: string[] = []
    const end = await shell(`setsid sh -c 'echo $$ > ${folder}/child; exec sleep 60' & echo said; ${script}`, {
      onStdout: (data) => heard.push(data.toString()),
      onStderr: () => undefined,
      graceMs: 300,
      ...more,
    })
    process.kill(await pidIn('child'), 'SIGKILL')
    expect(end).toEqual(expected)
    expect(heard).toEqual(['said\n'])
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('an abort', () => {
  test('before the start starts nothing', async () => {
    const signal = AbortSignal.abort(new Error('too late'))
    expect(await thrownBy(shell(`echo x > ${folder}/ran`, { signal }))).toMatchObject({ message: 'too late' })
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })

  test('ends all of it, and is what is thrown', async () => {
    const controller = new AbortController()
    const running = thrownBy(
      shell(`sh -c 'echo $$ > ${folder}/child; exec sleep 60' & wait`, { signal: controller.signal, graceMs: 300 }),
    )
    const child = await pidIn('child')
    controller.abort(new Error('stop'))
    expect(await running).toMatchObject({ message: 'stop' })
    expect(await isGone(child)).toBe(true)
  })

  test('leaves no listener on the signal', async () => {
    const { signal } = new AbortController()
    let listeners = 0
    const counted = Object.assign(Object.create(signal) as AbortSignal, {
      throwIfAborted: () => signal.throwIfAborted(),
      addEventListener: () => (listeners += 1),
      removeEventListener: () => (listeners -= 1),
    })
    await shell('true', { signal: counted })
    expect(listeners).toBe(0)
  })
})

describe('by lines of its standard error', () => {
  const lines = async (script: string): Promise<{ status: number | undefined; said: string[] }> => {
    const said: string[] = []
    const status = await streamProgram({
      ...{ file: '/bin/sh', args: ['-c', script], env: ENV, signal: never },
      onLine: (line) => said.push(line),
    })
    return { status, said }
  }

  test.each([
    ['echo out; printf "a\\nb\\r\\nc" >&2; exit 3', 3, ['a', 'b', 'c']],
    ['printf "\\342" >&2; sleep 0.1; printf "\\202\\254\\n" >&2', 0, ['€']],
    ['kill -KILL $$', undefined, []],
  ])('%s', async (script, status, said) => expect(await lines(script)).toEqual({ status, said }))
})
