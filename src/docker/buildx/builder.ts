import { readFile } from 'node:fs/promises'
import type { CredentialsFor } from '../../registry/credentials.js'
import { WorkError } from '../../shared/errors.js'
import { streamProgram } from '../../shared/stream.js'
import { clip } from '../../shared/text.js'
import { valueAt } from '../../shared/values.js'
import type { Builder, BuildContext, BuildRequest, Built } from '../builder.js'
import { causeOf } from '../cause.js'
import { hasKeptModes, packContext } from '../context.js'
import { buildArguments } from './arguments.js'
import { foreignLogins, hostsOf, writeConfig } from './logins.js'
import { decodeStatus } from './rawjson.js'
import { withScratch, type Scratch } from './scratch.js'

/** A builder of buildx as `findBuilder` finds it. */
export interface BuildxBuilder extends Pick<Builder, 'version' | 'keeps' | 'can'> {
  /** As buildx names it. */
  readonly builder: string
  /** All of the environment that the docker CLI gets. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The logins that the docker CLI has itself. */
  readonly logins: CredentialsFor
}

/** Builds with `docker buildx build`. */
export function buildxBuilder(found: BuildxBuilder): Builder {
  const { version, keeps, can } = found
  return { name: 'buildx', version, keeps, can, build: (request) => build(found, request) }
}

async function build(found: BuildxBuilder, request: BuildRequest): Promise<Built> {
  const { signal, context } = request
  signal.throwIfAborted()
  return withScratch(request.secrets, async (scratch) => {
    const direct = isDirect(context)
    const places = {
      ...scratch,
      directory: direct ? context.directory : undefined,
      dockerfile: direct ? await scratch.writeDockerfile(context) : context.dockerfile.path,
    }
    const said = new Said()
    const status = await streamProgram({
      file: 'docker',
      args: buildArguments(request, { name: found.builder, keeps: found.keeps }, places),
      env: { ...buildEnv(found, request), ...(await loginEnv(found, request, scratch.configFolder)) },
      ...(direct ? {} : { input: packContext(context.directory, context.entries, context.given) }),
      onLine: (line) => {
        const trace = decodeStatus(line)
        if (trace === undefined) said.add(line)
        else request.onTrace(trace)
      },
      signal,
    })
    if (status !== 0) throw said.failure(status)
    const digest = await readDigest(scratch)
    // The engine's id of an image, whichever store it has; an --iidfile has another one when that is containerd's.
    return found.keeps === 'engine' ? { imageId: digest, digest: undefined } : { imageId: undefined, digest }
  })
}

/**
 * Whether the directory itself can be given, of which buildx sends only what is missing since the last build; otherwise a
 * tar goes in, as to the engine. buildx sends permissions as they are: those that git does not keep (of a umask other than
 * 022, say) must not tell two images of one fingerprint apart. Of the directory COPY takes the Dockerfile as it lies
 * there, of a tar the one that is built; .dockerignore hides it from COPY only in the directory, as with `docker build`.
 */
function isDirect({ whole, entries, given, dockerfile }: BuildContext): boolean {
  return whole && hasKeptModes(entries) && given.every(({ path }) => path === dockerfile.path)
}

function buildEnv({ env }: BuildxBuilder, { provenance }: BuildRequest): Record<string, string | undefined> {
  return {
    ...env,
    // What git says of the directory is for the provenance only, and takes git's time.
    ...(provenance === '' || provenance === 'false' ? { BUILDX_GIT_INFO: 'false' } : {}),
    BUILDX_METADATA_PROVENANCE: 'disabled',
  }
}

/** Where it has the logins that the docker CLI lacks; nothing when that has them all. */
async function loginEnv(found: BuildxBuilder, request: BuildRequest, folder: string): Promise<Record<string, string>> {
  const logins = await foreignLogins(hostsOf(request), request.credentialsFor, found.logins)
  return logins.size === 0 ? {} : writeConfig(folder, found.env, logins)
}

async function readDigest({ metadataFile }: Scratch): Promise<string> {
  const digest = valueAt(JSON.parse(await readFile(metadataFile, 'utf8')), ['containerimage.digest'])
  if (typeof digest !== 'string') throw new WorkError('buildx ended the build without an image and without an error')
  return digest
}

const MAX_LINES = 30
const MAX_LINE = 2000

/** What buildx says besides its trace: in the end, why it failed. */
class Said {
  private readonly lines: string[] = []

  add(line: string): void {
    this.lines.push(clip(line, MAX_LINE))
    if (this.lines.length > MAX_LINES) this.lines.shift()
  }

  failure(status: number | undefined): WorkError {
    const lines = this.lines.filter((line) => line.trim() !== '')
    const at = lines.findLastIndex((line) => line.startsWith('ERROR: '))
    if (at >= 0) {
      return new WorkError(causeOf(lines.slice(at).join('\n')))
    }
    const ended = `docker buildx ended ${status === undefined ? 'by a signal' : `with exit status ${status}`}`
    return new WorkError([ended, ...lines.slice(-1)].join(': '), { evidence: lines })
  }
}
