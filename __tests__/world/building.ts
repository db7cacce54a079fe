import { dirname } from 'node:path'
import type { Builder, BuildContext, BuildRequest } from '../../src/docker/builder.js'
import { BuildLog, type BuildStep } from '../../src/docker/buildlog.js'
import { findBuilder } from '../../src/docker/buildx/find.js'
import { connectEngine } from '../../src/docker/engine.js'
import { messageOf } from '../../src/shared/errors.js'
import { contextOf, PLAIN } from './builds.js'
import { engines, type TestEngine } from './engines.js'
import { run, tempDir, writeFiles } from './world.js'

export { contextOf } from './builds.js'

/** One of our builders on one of the engines. */
export interface TestBuilder {
  readonly name: string
  readonly kind: Builder['name']
  readonly on: TestEngine
}

/** The docker CLI with buildx that scripts/engine has brought, before what is on the PATH. */
export function cliEnv(
  host: string,
  more: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  const { PATH = '', HOME, DOCKER_CONFIG, STACK_MODERN_DOCKER_CLI: cli, STACK_MODERN_DOCKER_CONFIG } = process.env
  return {
    HOME,
    PATH: cli === undefined ? PATH : `${dirname(cli)}:${PATH}`,
    DOCKER_CONFIG: STACK_MODERN_DOCKER_CONFIG ?? DOCKER_CONFIG,
    DOCKER_HOST: host,
    ...more,
  }
}

const anyHost = engines[0]?.host ?? 'unset'
const buildx = await run('docker', ['buildx', 'version'], { cwd: '/', env: cliEnv(anyHost) }).catch(() => undefined)

export const testBuilders: readonly TestBuilder[] = engines.flatMap((on) =>
  (buildx?.status === 0 ? (['engine', 'buildx'] as const) : (['engine'] as const)).map((kind) => ({
    name: kind === 'engine' ? on.name : `buildx on ${on.name}`,
    kind,
    on,
  })),
)

/** Of buildx the builder that `auto` finds. */
export async function builderOf(
  { kind, on }: Pick<TestBuilder, 'kind' | 'on'>,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<Builder> {
  const env = cliEnv(on.host, more)
  const found = await findBuilder(kind === 'engine' ? 'engine' : 'auto', { env, engine: await connectEngine(env) })
  if (found.name !== kind) throw new Error(`${kind} was asked for, and ${found.name} found`)
  return found
}

/** A build that asks for nothing special. */
export function plainRequest(context: BuildContext): BuildRequest {
  return { ...PLAIN, context }
}

export interface BuildOptions extends Partial<Omit<BuildRequest, 'onTrace'>> {
  readonly dockerfile: string
  readonly files?: Readonly<Record<string, string | Buffer>>
  readonly onLine?: (line: string) => void
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

export interface Outcome {
  readonly id: string | undefined
  readonly digest: string | undefined
  readonly error: unknown
  readonly log: readonly string[]
  readonly steps: readonly BuildStep[]
  readonly failure: ReturnType<BuildLog['failure']> | undefined
}

/** Builds a Dockerfile and some files. */
export async function buildWith(
  builder: Pick<TestBuilder, 'kind' | 'on'> | Builder,
  options: BuildOptions,
): Promise<Outcome> {
  const { dockerfile, files = {}, onLine = () => undefined, env = {}, ...asked } = options
  const folder = await tempDir()
  await writeFiles(folder, { Dockerfile: dockerfile, ...files })
  const [log, lines] = [new BuildLog(), [] as string[]]
  const none = { log: lines, id: undefined, digest: undefined, error: undefined, failure: undefined }
  try {
    const found = 'build' in builder ? builder : await builderOf(builder, env)
    const built = await found.build({
      ...plainRequest(await contextOf(folder, 'Dockerfile', dockerfile)),
      ...asked,
      onTrace: (trace) => {
        for (const line of log.add(trace)) {
          lines.push(line)
          onLine(line)
        }
      },
    })
    return { ...none, id: built.imageId, digest: built.digest, steps: log.steps() }
  } catch (error) {
    return { ...none, error, steps: log.steps(), failure: log.failure(messageOf(error)) }
  }
}

/** What follows `#4 0.123 ` in the lines of a log. */
export function textsOf(log: readonly string[]): string[] {
  return log.flatMap((line) => /^#\d+ \d+\.\d{3} (.*)$/.exec(line)?.[1] ?? [])
}
