import type { ContainerRequest, ContainerResult } from '../../../../src/docker/containers.js'
import type { Engine } from '../../../../src/docker/engine.js'
import { runSuite } from '../../../../src/run/suites/run.js'
import type { SuiteRequest } from '../../../../src/run/suites/request.js'
import type { SuiteRun } from '../../../../src/run/suites/verdict.js'
import type { PlannedSuite } from '../../../../src/stack/suites.js'
import { Readable } from 'node:stream'
import { WORDS } from './words.js'

/** What a container does: its end, what it says, and the files that it leaves where they are collected. */
export interface Answer extends Partial<ContainerResult> {
  readonly says?: string
  readonly leaves?: Readonly<Record<string, string>>
}

/** An engine that answers every container with the same, and remembers what it was asked. */
export function engineOf({ says = '', leaves = {}, ...answer }: Answer = {}): {
  engine: Engine
  asked: ContainerRequest[]
} {
  const asked: ContainerRequest[] = []
  const engine: Pick<Engine, 'run' | 'address'> = {
    address: 'unix:///nowhere.sock',
    run: async (request) => {
      asked.push(request)
      request.onOutput('stdout', Buffer.from(says))
      const file = request.bringBack === '/tmp/stack-action/junit.xml' ? leaves['junit.xml'] : undefined
      for (const [path, text] of Object.entries(leaves))
        await request.collect?.onFile(path, Readable.from([Buffer.from(text)]), Buffer.byteLength(text))
      return {
        status: 0,
        timedOut: false,
        outOfMemory: false,
        ms: 1234,
        file: file === undefined ? undefined : Buffer.from(file),
        ...answer,
      }
    },
  }
  return { engine: engine as Engine, asked }
}

/** Runs a suite on the image `img`. */
export function runOn(engine: Engine, suite: PlannedSuite, more: Partial<SuiteRequest> = {}): Promise<SuiteRun> {
  return runSuite({
    ...{
      engine,
      suite,
      stackDir: '/nowhere',
      image: { name: 'a', ref: 'sha256:1' },
      words: WORDS,
      keep: '/nowhere/kept',
    },
    machine: { env: process.env, python: 'python3' },
    ssh: undefined,
    signal: new AbortController().signal,
    onLine: () => undefined,
    ...more,
  })
}
