import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { composeUp } from '../../docker/compose.js'
import { hostEnvironment } from './environment.js'
import type { SuiteRequest } from './request.js'

/** What a machine needs to pull and start a few services. */
const UP_MS = 10 * 60_000

/** Runs something while the services of a suite are up; they are taken down whatever happens. Gives the name of their network. */
export async function withServices<T>(
  { engine, stackDir, suite, words, machine, signal, onLine }: SuiteRequest,
  work: (network: string | undefined) => Promise<T>,
): Promise<T> {
  const { services, passEnv } = suite.settings
  if (services === undefined) return work(undefined)
  const up = await composeUp({
    env: { ...hostEnvironment(machine.env, passEnv), DOCKER_HOST: engine.address, TEST_IMAGE: words.ref },
    directory: stackDir,
    files: [join(stackDir, services.file)],
    ...(services.envFile === undefined ? {} : { envFile: join(stackDir, services.envFile) }),
    project: `stack-${randomBytes(6).toString('hex')}`,
    timeoutMs: UP_MS,
    lifetimeMs: suite.timeoutMs,
    signal,
    onLine: (line) => onLine(`[services] ${line}`),
  })
  try {
    return await work(up.network)
  } finally {
    await up.down()
  }
}
