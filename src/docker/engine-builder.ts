import type Docker from 'dockerode'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { WorkError } from '../shared/errors.js'
import type { Builder, BuildRequest } from './builder.js'
import { cacheType, cacheValue } from './caches.js'
import { causeOf } from './cause.js'
import { packContext } from './context.js'
import { openSession } from './session.js'
import { decodeTrace } from './trace.js'

interface BuildLine {
  readonly id?: string
  readonly aux?: string | { readonly ID?: string }
  readonly error?: string
  readonly errorDetail?: { readonly message?: string }
}

/** The engine's own BuildKit, by the Engine API: for machines without buildx. `sshAgent` is the agent's socket. */
export function engineBuilder(docker: Docker, version: string, sshAgent: string | undefined): Builder {
  return {
    name: 'engine',
    version,
    keeps: 'engine',
    can: { cacheFrom: 'registry', cacheTo: 'inline', attestations: false, ssh: (sshAgent ?? '') !== '' },
    build: async (request) => ({ imageId: await buildImage(docker, request, sshAgent), digest: undefined }),
  }
}

/**
 * Builds with the engine's BuildKit (POST /build?version=2). Returns the id of the image.
 * Throws a WorkError with the engine's message; an answer that ends without image and without error is one too.
 */
async function buildImage(docker: Docker, request: BuildRequest, sshAgent: string | undefined): Promise<string> {
  const { credentialsFor, secrets, ssh, signal } = request
  signal.throwIfAborted()
  const session = await openSession(docker, {
    credentialsFor,
    secrets: new Map(secrets.map(({ id, value }) => [id, value])),
    sshAgent: ssh ? sshAgent : undefined,
  })
  try {
    const stream = await post(docker, request, session.id)
    let image: string | undefined
    let failure: string | undefined
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (text.trim() === '') continue
      const line = JSON.parse(text) as BuildLine
      if (line.id === 'moby.buildkit.trace' && typeof line.aux === 'string') request.onTrace(decodeTrace(line.aux))
      else if (typeof line.aux === 'object' && line.aux.ID !== undefined) image = line.aux.ID
      failure = line.error ?? line.errorDetail?.message ?? failure
    }
    signal.throwIfAborted()
    if (failure !== undefined) throw new WorkError(causeOf(failure))
    if (image === undefined) throw new WorkError('the engine ended the build without an image and without an error')
    return image
  } finally {
    session.close()
  }
}

function post(docker: Docker, request: BuildRequest, session: string): Promise<Readable> {
  const modem = docker.modem as {
    dial: (options: object, done: (error: Error | null | undefined, stream: Readable) => void) => void
  }
  const { directory, entries, given, dockerfile } = request.context
  const tar = packContext(directory, entries, given)
  return new Promise((resolve, reject) => {
    // A context that cannot be read must fail the build, not leave the engine waiting for the rest of the tar.
    tar.once('error', reject)
    modem.dial(
      {
        method: 'POST',
        path: '/build?',
        file: tar,
        options: optionsOf(request, dockerfile.path, session),
        abortSignal: request.signal,
        isStream: true,
        statusCodes: { 200: true, 400: 'bad request', 500: 'server error' },
      },
      (error, stream) => (error ? reject(error) : resolve(stream)),
    )
  })
}

function optionsOf(request: BuildRequest, dockerfile: string, session: string): object {
  const { tags, buildArgs, labels, noCache, platform, cacheFrom, cacheTo } = request
  // BuildKit takes the wish for a cache inside of the image as a build arg.
  const inline = cacheTo.some((text) => cacheType(text) === 'inline') ? { BUILDKIT_INLINE_CACHE: '1' } : {}
  const refs = cacheFrom.map((text) => cacheValue(text, 'ref') ?? text)
  return {
    version: '2',
    session,
    dockerfile,
    platform,
    t: tags,
    buildargs: { ...buildArgs, ...inline },
    labels,
    nocache: noCache,
    ...(refs.length === 0 ? {} : { cachefrom: JSON.stringify(refs) }),
  }
}
