import { cannotStart, runProgram } from '../../shared/program.js'

/** What `docker buildx inspect` says of a builder. */
export interface BuilderFacts {
  readonly name: string
  /** docker, docker-container, kubernetes, remote … */
  readonly driver: string
  /** Of its first node: a docker context, or an address. */
  readonly endpoint: string
  /** Why it does not answer; undefined when it does. */
  readonly error: string | undefined
  /** `Cache export` → true; empty where buildx does not say. */
  readonly features: ReadonlyMap<string, boolean>
}

/** Environment of the docker CLI, beside that of this process; '' is as good as unset. */
export type CliEnv = Readonly<Record<string, string>>

/** Long enough for a builder that has to be started first, which may have to pull its image. */
const PATIENCE_MS = 120_000

/** The version of the buildx that the docker CLI has: `0.29.1`. Undefined without any. */
export async function buildxVersion(env: CliEnv): Promise<string | undefined> {
  const said = await docker(['buildx', 'version'], env)
  // github.com/docker/buildx v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b
  return said.status === 0 ? /buildx v?(\d+\.\d+\.\d+)/.exec(said.stdout)?.[1] : undefined
}

/** Asks for a builder, the current one without a name, and starts it if need be. A text: why there is none. */
export async function inspectBuilder(name: string | undefined, env: CliEnv): Promise<BuilderFacts | string> {
  // -D: without it buildx does not say what the builder can do.
  const args = ['-D', 'buildx', 'inspect', '--bootstrap', ...(name === undefined ? [] : [`--builder=${name}`])]
  const { status, stdout, stderr } = await docker(args, env)
  if (status !== 0)
    return /^ERROR: (.*)$/m.exec(stderr)?.[1] ?? (stderr.trim().split('\n').at(-1) || 'it does not answer')
  return readFacts(stdout)
}

/** Reads the text that `docker -D buildx inspect` writes. */
export function readFacts(text: string): BuilderFacts {
  const lines = text.split('\n')
  const value = (key: string): string | undefined =>
    lines.map((line) => line.match(/^([\w ]+):\s+(.*?)\s*$/)).find((match) => match?.[1] === key)?.[2]
  const features = new Map<string, boolean>()
  // " Cache export:   true", below "Features:"
  for (const line of lines) {
    const [, feature, can] = /^ ([\w -]+):\s+(true|false)\s*$/.exec(line) ?? []
    if (feature !== undefined && !features.has(feature)) features.set(feature, can === 'true')
  }
  const status = value('Status')
  const unwell = status === undefined || status === 'running' ? undefined : `it is ${status}`
  return {
    name: value('Name') ?? '',
    driver: value('Driver') ?? '',
    endpoint: value('Endpoint') ?? '',
    error: value('Error') ?? unwell,
    features,
  }
}

async function docker(
  args: readonly string[],
  env: CliEnv,
): Promise<{ status: number | undefined; stdout: string; stderr: string }> {
  try {
    return await runProgram('docker', args, { env, timeoutMs: PATIENCE_MS })
  } catch (error) {
    if (!cannotStart(error)) throw error
    return { status: undefined, stdout: '', stderr: 'there is no docker command' }
  }
}
