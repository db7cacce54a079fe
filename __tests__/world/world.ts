import { afterAll } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { watch } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Node 24, which runs the bundle on GitHub's runners. */
export const node = process.env['STACK_NODE'] ?? process.execPath

export const TIMEOUT = 120_000

const cleanups: (() => Promise<unknown>)[] = []

/** Work for the end of this test file, last come first served, whatever happened. */
export function atEnd(work: () => Promise<unknown>): void {
  cleanups.push(work)
}

afterAll(async () => {
  const failures: unknown[] = []
  for (const work of cleanups.reverse()) await work().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'cleaning up failed')
}, TIMEOUT)

/** A name that no other test has. */
export function unique(): string {
  return `t${randomBytes(6).toString('hex')}`
}

/** A new folder that goes away at the end. */
export async function tempDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-test-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Writes files below a folder, directories made as needed. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
  mode = 0o644,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content, { mode })
  }
}

export interface TinyImage {
  readonly parent?: string
  /** Default: a RUN on debian:bookworm-slim, or on the parent. */
  readonly dockerfile?: string
  readonly files?: Readonly<Record<string, string>>
  /** More keys of the image in spec.yml. */
  readonly more?: object
}

export interface TinyStack {
  /** Repositories are `<id>/<image>`; the id is in every layer too, so that no build is cached from elsewhere. */
  readonly id: string
  readonly images: Readonly<Record<string, TinyImage>>
  /** More keys of spec.yml. */
  readonly more?: object
}

/** Writes a stack of tiny images: spec.yml, and a directory with a Dockerfile for each. Returns the path of its spec. */
export async function writeStack(folder: string, { id, images, more = {} }: TinyStack): Promise<string> {
  const spec = {
    images: Object.fromEntries(
      Object.entries(images).map(([name, image]) => [
        name,
        {
          image_name: `${id}/${name}`,
          ...(image.parent === undefined ? {} : { depend_on: image.parent }),
          ...image.more,
        },
      ]),
    ),
    ...more,
  }
  await writeFiles(folder, { 'spec.yml': stringify(spec) })
  for (const [name, image] of Object.entries(images)) {
    const from = image.parent === undefined ? 'FROM debian:bookworm-slim' : 'ARG BASE_IMAGE=unset\nFROM ${BASE_IMAGE}'
    const run = `RUN ${image.parent === undefined ? '' : `test -e /made/${image.parent} && `}mkdir -p /made && echo ${id} > /made/${name}`
    await writeFiles(join(folder, name), {
      Dockerfile: image.dockerfile ?? `${from}\n${run}\n`,
      ...image.files,
    })
  }
  return join(folder, 'spec.yml')
}

export interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** Both, as they came. */
  readonly output: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Until the output has it; throws when the program ends before. */
  sees: (text: string | RegExp) => Promise<RegExpExecArray | undefined>
}

export interface StartOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Starts a program with exactly this environment. It is killed at the end, should it still be there. */
export function start(program: string, args: readonly string[], { cwd, env }: StartOptions): Running {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const kept = { stdout: '', stderr: '', output: '' }
  let over = false
  const looks = new Set<() => void>()
  const look = (): void => {
    for (const one of [...looks]) one()
  }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      kept[name] += text
      kept.output += text
      look()
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => {
      over = true
      look()
      resolve({ status, signal, ...kept })
    })
  })
  ended.catch(() => undefined)
  atEnd(async () => {
    if (!over) child.kill('SIGKILL')
    await ended.catch(() => undefined)
  })
  const sees: Running['sees'] = (text) =>
    new Promise((resolve, reject) => {
      const one = (): void => {
        const match = typeof text === 'string' ? undefined : (text.exec(kept.output) ?? undefined)
        if (match !== undefined || (typeof text === 'string' && kept.output.includes(text))) resolve(match)
        else if (over) reject(new Error(`${program} ended without "${String(text)}":\n${kept.output}`))
        else return
        looks.delete(one)
      }
      looks.add(one)
      one()
    })
  return { child, ended, sees }
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options: StartOptions): Promise<Ended> {
  return start(program, args, options).ended
}

/** Runs a program that must succeed; returns its stdout. */
export async function output(program: string, args: readonly string[], options: StartOptions): Promise<string> {
  const ended = await run(program, args, options)
  if (ended.status !== 0)
    throw new Error(`${program} ${args.join(' ')}: ${ended.status ?? ended.signal ?? ''}\n${ended.output}`)
  return ended.stdout
}

/** The environment of somebody at a terminal: nothing of ours but the engine and the logins. */
export function cleanEnv(more: Readonly<Record<string, string | undefined>> = {}): Record<string, string | undefined> {
  const { PATH, DOCKER_HOST, DOCKER_CONFIG } = process.env
  return { PATH, HOME: '/nonexistent', DOCKER_HOST, DOCKER_CONFIG, ...more }
}

/** Starts the built command. */
export function startCli(
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string | undefined>> },
): Running {
  return start(node, [join(root, 'dist/cli/index.js'), ...args], { cwd: options.cwd, env: cleanEnv(options.env) })
}

/** Runs the built command to its end. */
export function cli(
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string | undefined>> },
): Promise<Ended> {
  return startCli(args, options).ended
}

/** The last lines of a text. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}

/** Until a file of this folder has the text. */
export async function fileSays(folder: string, file: RegExp, text: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(folder, (_event, name) => {
      if (name === null || !file.test(name)) return
      readFile(join(folder, name), 'utf8').then(
        (content) => {
          if (!content.includes(text)) return
          watcher.close()
          resolve()
        },
        () => undefined, // Renamed or removed meanwhile.
      )
    })
    watcher.once('error', reject)
    atEnd(() => {
      watcher.close()
      return Promise.resolve()
    })
  })
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Until the check holds, for what gives no event: asked ten times a second, at most for `ms`. */
export async function eventually(check: () => Promise<boolean>, ms = 30_000): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await check()) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return check()
}
